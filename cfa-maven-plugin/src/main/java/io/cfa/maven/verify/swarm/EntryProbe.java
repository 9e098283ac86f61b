package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.http.EndpointChecker;
import io.cfa.maven.verify.http.LocalHttpFetcher;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the door of each node answers: from here, and where nothing answers from here, from the manager. */
final class EntryProbe {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RemoteHost host;
    private final SwarmState now;

    EntryProbe(RemoteHost host, SwarmState now) {
        this.host = host;
        this.now = now;
    }

    List<ProbeResult> results(List<Service> services) {
        List<EndpointCheck> questions = EndpointCheck.of(services).stream()
                .filter(question -> question.port().reachableFromOutside())
                .toList();
        Map<EndpointCheck, List<String>> good = new LinkedHashMap<>();
        Map<EndpointCheck, List<String>> wrong = new LinkedHashMap<>();
        Map<String, Map<EndpointCheck, EndpointChecker.Verdict>> answers = answers(questions);
        for (SwarmNode node : doors()) {
            answers.get(node.address()).forEach((question, verdict) -> (verdict.isGood() ? good : wrong)
                    .computeIfAbsent(question, any -> new ArrayList<>())
                    .add(node.name()
                            + (verdict.isGood() ? "" : ": " + verdict.answer().describe())));
        }
        List<ProbeResult> results = new ArrayList<>();
        for (EndpointCheck question : questions) {
            results.add(
                    result(question, good.getOrDefault(question, List.of()), wrong.getOrDefault(question, List.of())));
        }
        return results;
    }

    private List<SwarmNode> doors() {
        return now.nodes().stream().filter(SwarmNode::takesTasks).toList();
    }

    /** By the node's address; all nodes are asked at a time. */
    private Map<String, Map<EndpointCheck, EndpointChecker.Verdict>> answers(List<EndpointCheck> questions) {
        Map<String, List<EndpointCheck>> all = new LinkedHashMap<>();
        doors().forEach(node -> all.put(node.address(), questions));
        Map<String, Map<EndpointCheck, EndpointChecker.Verdict>> answers =
                EndpointChecker.askEach(new LocalHttpFetcher(LIMIT), all);
        Map<String, List<EndpointCheck>> silent = new LinkedHashMap<>();
        answers.forEach((address, verdicts) -> {
            List<EndpointCheck> left = questions.stream()
                    .filter(question -> verdicts.get(question).answer().isSilent())
                    .toList();
            if (!left.isEmpty()) {
                silent.put(address, left);
            }
        });
        EndpointChecker.askEach(new RemoteHttpFetcher(host), silent)
                .forEach((address, verdicts) -> answers.get(address).putAll(verdicts));
        return answers;
    }

    private static ProbeResult result(EndpointCheck question, List<String> good, List<String> wrong) {
        String service = question.service().name();
        String probe = question.endpoint().probe();
        return wrong.isEmpty() && !good.isEmpty()
                ? ProbeResult.passed(service, probe, good.size() + " nodes")
                : ProbeResult.failed(
                        service,
                        probe,
                        wrong.size() + " of " + (wrong.size() + good.size()) + " nodes",
                        new Finding(
                                question.at("NODE").toString(),
                                wrong.isEmpty() ? "no node takes tasks" : String.join(", ", wrong),
                                "a good answer of each node",
                                "see cfa:logs -Dcfa.services=" + service + ", and the door's"));
    }
}
