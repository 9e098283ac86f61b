package io.cfa.maven.verify.probe;

import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.call.ResponseSchema;
import io.cfa.maven.verify.call.ServiceCalls;
import io.cfa.maven.verify.call.ServiceCalls.Answered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether each service answers a read of its domain as its OpenAPI document says, through whoever routes and with a token as services have it: what
 * pages and health do not show, such as a token that is refused or a table that is not there.
 */
public final class CallProbe {

    /** The name of its column. */
    public static final String NAME = "call";

    private final ServiceCalls calls;
    private final ServiceCalls.Answers answers;

    public CallProbe(ServiceCalls calls, ServiceCalls.Answers answers) {
        this.calls = calls;
        this.answers = answers;
    }

    /** One result for each service that was asked; where there was no token, one of who gives it. */
    public List<ProbeResult> results() {
        return answers.noToken()
                .map(why -> List.of(ProbeResult.unknown(
                        calls.token().service(),
                        NAME,
                        "no token",
                        new Finding(
                                calls.token().service(),
                                "gives the client " + calls.token().client() + " no token: " + why,
                                "a token for secrets/" + calls.token().secret(),
                                "see that its realm has the client with that secret: cfa:sync, then cfa:rollout"))))
                .orElseGet(() ->
                        answers.answers().entrySet().stream().map(this::result).toList());
    }

    private ProbeResult result(Map.Entry<String, List<Answered>> service) {
        return service.getValue().stream()
                .flatMap(answered -> problem(service.getKey(), answered).stream())
                .findFirst()
                .orElseGet(() -> ProbeResult.passed(
                        service.getKey(),
                        NAME,
                        Integer.toString(service.getValue().get(0).answer().status())));
    }

    private Optional<ProbeResult> problem(String service, Answered answered) {
        String seen = answered.answer().describe();
        if (answered.answer().status() != answered.read().status()) {
            return Optional.of(
                    failed(service, answered, seen, (answered.answer().status() == 0 ? "gives " : "answers ") + seen));
        }
        return new ResponseSchema(answered.document())
                .problem(answered.read().path(), answered.answer())
                .map(problem -> failed(service, answered, seen, "answers " + seen + ", but " + problem));
    }

    private ProbeResult failed(String service, Answered answered, String cell, String observed) {
        return ProbeResult.failed(
                service,
                NAME,
                cell,
                new Finding(
                        "GET " + answered.answer().uri().getPath()
                                + (answered.answer().uri().getQuery() == null
                                        ? ""
                                        : "?" + answered.answer().uri().getQuery()),
                        observed,
                        answered.read().status() + " with what its OpenAPI document says",
                        "see cfa:logs -Dcfa.services=" + service + ","
                                + calls.router().service()));
    }
}
