package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.stack.LostConstruct;
import io.cfa.maven.docker.stack.MountedFile;
import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.docker.stack.StackInputs;
import io.cfa.maven.docker.swarm.ServiceConfiguration;
import io.cfa.maven.docker.swarm.SwarmCommands;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostRefusedException;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.TlsMode;
import io.cfa.maven.remote.Command;
import io.cfa.maven.report.Finding;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the plan that brings images to a swarm; pure. */
final class StackPlanner {

    /** On each service, where it changes no task: the commit that it was deployed of. */
    static final String REVISION = "io.cfa.revision";

    private static final String NEXT = "Next: see with cfa:status what runs now, then run the goal again; that is safe";

    private final RolloutRequest request;
    private final String host;
    private final ObservedSwarm observed;

    StackPlanner(RolloutRequest request, String host, ObservedSwarm observed) {
        this.request = request;
        this.host = host;
        this.observed = observed;
    }

    /** The stack with these images. */
    StackDocument document(String revision, StackImages images) {
        return StackDocument.of(
                observed.config(),
                new StackInputs(
                        observed.objects().extensions(),
                        images.references(request.stack()),
                        observed.objects().secrets().current(),
                        observed.objects().files(),
                        Map.of(REVISION, revision)));
    }

    /**
     * What is wrong before anything is changed.
     *
     * @throws HostRefusedException with all of it
     */
    void require(StackDocument document) {
        List<Finding> findings = new ArrayList<>();
        if (request.stack().tls().equals(Optional.of(TlsMode.ACME))) {
            findings.add(
                    new Finding(
                            Stack.ENV_FILE,
                            TlsMode.VARIABLE + "=" + TlsMode.ACME
                                    + ", and this is a swarm: its edge is on each node, and the client that gets"
                                    + " certificates on one",
                            TlsMode.VARIABLE + "=" + TlsMode.FILE,
                            "write that, put key, certificate and chain into secrets/edge_certificate, and sync; renew it from outside"));
        }
        for (LostConstruct lost : document.lost()) {
            findings.add(new Finding(lost.subject(), lost.what(), "what a stack has too", lost.next()));
        }
        findings.addAll(new NodeRules(
                        observed.objects().extensions(),
                        request.stack().services().stream().map(Service::name).toList(),
                        observed.state())
                .findings(document));
        if (!findings.isEmpty()) {
            throw new HostRefusedException(host + " cannot have this stack; nothing was changed", findings);
        }
    }

    /** Brings the images to a manager that says their digests; changes nothing that runs. */
    Plan pull(StackImages images) {
        return new Plan(
                List.of(),
                images.toPull().isEmpty()
                        ? List.of()
                        : List.of(Step.of(
                                "bring images of the infrastructure to the manager, for their digests",
                                SwarmCommands.pull(images.toPull())
                                        .within(request.project().pullLimit()),
                                "What runs is not touched by this")));
    }

    /** What deploys a document where a swarm is as it was observed: all commands, and what is awaited between them. */
    Plan plan(StackDocument document) {
        List<StackTurn> turns = turns(document, observed.state());
        List<String> summary = new ArrayList<>(changes(document));
        summary.addAll(document.notes());
        summary.add(
                "migrations ARE NOT REHEARSED on a swarm: the release before must live with what a release changes of a schema");
        if (turns.size() > 1) {
            summary.add("our services come in turn, each awaited before the next; each step but the last is given those"
                    + " services of the stack alone that it names, and leaves the others as they are");
        }
        return new Plan(
                summary,
                Stream.concat(
                                preparation(document).steps().stream(),
                                turns.stream().map(this::step))
                        .toList());
    }

    /** What each node needs before a document is deployed. */
    Plan preparation(StackDocument document) {
        List<Step> steps = new ArrayList<>();
        if (!observed.objects().secrets().made().isEmpty()) {
            steps.add(Step.of(
                    "make " + observed.objects().secrets().made().size() + " versions of secrets in the swarm",
                    exclusive(observed.objects()
                            .secrets()
                            .create(document.project(), observed.info().cluster())),
                    "What runs is not touched by this"));
        }
        Map<String, MountedFile> missing = new TreeMap<>(document.configs());
        missing.keySet().removeAll(observed.objects().configs());
        if (!missing.isEmpty()) {
            steps.add(Step.of(
                    "make " + missing.size() + " configs of files in the swarm",
                    exclusive(SwarmCommands.createConfigs(document.project(), missing)),
                    "What runs is not touched by this"));
        }
        return new Plan(List.of(), steps);
    }

    /** In which parts a document is deployed. */
    List<StackTurn> turns(StackDocument document, SwarmState now) {
        return StackTurn.of(
                document,
                request.stack(),
                now,
                observed.log().configured().map(ServiceConfiguration::parse).orElse(Map.of()));
    }

    /** Deploys one of them. */
    Step step(StackTurn turn) {
        return Step.of(turn.title(), deploy(turn), NEXT);
    }

    private List<String> changes(StackDocument document) {
        List<String> lines = new ArrayList<>();
        document.json().path("services").properties().forEach(entry -> {
            String image = entry.getValue().path("image").asText();
            Optional<String> runs = observed.state()
                    .service(entry.getKey())
                    .map(service -> service.container().path("Image").asText());
            if (runs.isEmpty()) {
                lines.add(entry.getKey() + "  new: " + image);
            } else if (!runs.get().equals(image)) {
                lines.add(entry.getKey() + "  " + runs.get().replaceFirst(".*@", "") + " -> " + image);
            }
        });
        observed.state().services().stream()
                .map(SwarmService::name)
                .filter(name -> !document.json().path("services").has(name))
                .forEach(name -> lines.add(name + "  removed: the file does not have it any more"));
        if (lines.isEmpty()) {
            lines.add("every service has the image that it shall have");
        }
        return lines;
    }

    private Command deploy(StackTurn turn) {
        Command deploy = SwarmCommands.deploy(turn.document(), turn.whole())
                .within(request.project().upLimit());
        return HostCommandLock.toItsEnd(
                request.project().directory(),
                request.login()
                        .map(login -> AuthenticatedDeploy.of(request.project().directory(), login, deploy))
                        .orElse(deploy));
    }

    private Command exclusive(Command command) {
        return HostCommandLock.of(request.project().directory(), command);
    }

    /** What nothing reads any more when this document was deployed and verified. */
    Plan tidy(StackDocument document) {
        List<String> configs = new ArrayList<>(observed.objects().configs());
        configs.removeAll(document.configs().keySet());
        configs.addAll(observed.log().outdated());
        List<String> secrets = observed.objects().secrets().unread();
        return new Plan(
                List.of(),
                configs.isEmpty() && secrets.isEmpty()
                        ? List.of()
                        : List.of(Step.of(
                                "remove secrets and configs that nothing reads any more",
                                exclusive(SwarmCommands.remove(secrets, configs)),
                                "The release runs and was verified")));
    }
}
