package io.cfa.maven.verify.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.compose.ComposeExtensions;
import io.cfa.maven.model.compose.ComposeExtensions.Proof;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.call.Equation;
import io.cfa.maven.verify.call.ServiceCalls;
import io.cfa.maven.verify.call.ServiceCalls.Answered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the data of each service is whole by its own account: what the compose file says it proves ({@code x-cfa: {proofs}}), asked and believed only as said. */
public final class ProofProbe {

    private static final String NAME = "proof";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ComposeExtensions said;
    private final Optional<ServiceCalls.Answers> answers;

    /**
     * Of what was answered.
     *
     * @param answers absent where nobody could be asked
     */
    public ProofProbe(ComposeExtensions said, Optional<ServiceCalls.Answers> answers) {
        this.said = said;
        this.answers = answers;
    }

    /** The results, and a line to whoever waits for each thing that was proved. */
    public static List<ProbeResult> told(
            HostContext context,
            ComposeExtensions said,
            List<Service> services,
            Optional<ServiceCalls.Answers> answers) {
        List<ProbeResult> results = new ProofProbe(said, answers).results(services);
        results.stream().filter(ProbeResult::hasPassed).forEach(result -> said.proofs()
                .get(result.subject())
                .forEach(proof -> context.say(
                        result.subject() + proof.path() + " proves: " + String.join(", ", proof.equations()))));
        return results;
    }

    /** One result for each of these services that has something to prove; who was not asked has not proved it. */
    public List<ProbeResult> results(List<Service> services) {
        return services.stream()
                .map(Service::name)
                .filter(service -> said.proofs().containsKey(service))
                .map(this::result)
                .toList();
    }

    private ProbeResult result(String service) {
        List<Proof> proofs = said.proofs().get(service);
        Optional<String> noToken = answers.flatMap(ServiceCalls.Answers::noToken);
        List<Answered> answered =
                answers.map(ServiceCalls.Answers::answers).orElse(Map.of()).getOrDefault(service, List.of());
        if (answered.size() != proofs.size()) {
            return ProbeResult.unknown(
                    service,
                    NAME,
                    "not asked",
                    new Finding(
                            service,
                            "was not asked to prove its data: "
                                    + noToken.map(why -> "no token was had, " + why)
                                            .orElse("it, who routes to it, or who gives tokens does not run"),
                            "what x-cfa of the compose file says of it",
                            "see cfa:status, then cfa:verify -Dcfa.prove"));
        }
        for (int i = 0; i < proofs.size(); i++) {
            Optional<ProbeResult> problem = problem(service, proofs.get(i), answered.get(i));
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        return ProbeResult.passed(service, NAME, "holds");
    }

    private static Optional<ProbeResult> problem(String service, Proof proof, Answered answered) {
        if (answered.answer().status() != 200) {
            String status = answered.answer().describe();
            return Optional.of(failed(service, proof, status, "answers " + status, "200"));
        }
        JsonNode body;
        try {
            body = JSON.readTree(answered.answer().body());
        } catch (JsonProcessingException e) {
            return Optional.of(
                    failed(service, proof, "no JSON", "answers no JSON", String.join(", ", proof.equations())));
        }
        return proof.equations().stream()
                .flatMap(equation -> new Equation(equation)
                        .problem(body).stream()
                                .map(wrong -> failed(service, proof, "WRONG", "says " + wrong, equation)))
                .findFirst();
    }

    private static ProbeResult failed(String service, Proof proof, String cell, String observed, String expected) {
        return ProbeResult.failed(
                service,
                NAME,
                cell,
                new Finding(
                        "GET " + proof.path() + " of " + service,
                        observed,
                        expected,
                        cell.startsWith("403")
                                ? "give the client that asks what the realm's file has it do"
                                : "see cfa:logs -Dcfa.services=" + service
                                        + "; where data was restored, restore another backup"));
    }
}
