package io.cfa.maven.verify.probe;

import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.verify.http.Endpoint;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.http.EndpointChecker;
import io.cfa.maven.verify.http.HttpFetcher;
import io.cfa.maven.verify.http.HttpResult;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What our services and Keycloak answer over HTTP: from outside, and from the host itself at ports that are bound to the host or that nothing
 * answered at from outside.
 */
public final class HttpProbe {

    private static final String LOOPBACK = "127.0.0.1";

    private final List<EndpointCheck> questions;
    private final Map<EndpointCheck, EndpointChecker.Verdict> outside;
    private final Map<EndpointCheck, EndpointChecker.Verdict> inside;

    private HttpProbe(
            List<EndpointCheck> questions,
            Map<EndpointCheck, EndpointChecker.Verdict> outside,
            Map<EndpointCheck, EndpointChecker.Verdict> inside) {
        this.questions = questions;
        this.outside = outside;
        this.inside = inside;
    }

    /** Those that can be asked from outside. */
    public static Map<EndpointCheck, EndpointChecker.Verdict> outside(
            HttpFetcher browser, String address, List<EndpointCheck> questions) {
        return new EndpointChecker(browser, address)
                .ask(questions.stream()
                        .filter(question -> question.port().reachableFromOutside())
                        .toList());
    }

    /** Goes on where nothing answered from outside. */
    public static HttpProbe of(
            List<EndpointCheck> questions, Map<EndpointCheck, EndpointChecker.Verdict> outside, HttpFetcher host) {
        List<EndpointCheck> open = questions.stream()
                .filter(question -> !outside.containsKey(question)
                        || outside.get(question).answer().isSilent())
                .toList();
        return new HttpProbe(questions, outside, new EndpointChecker(host, LOOPBACK).ask(open));
    }

    /**
     * The same, having asked some once more: a host that starts many services may let a page wait for longer than anybody waits.
     *
     * @param open of {@link #unanswered} and {@link #unavailable}
     */
    public HttpProbe again(List<EndpointCheck> open, HttpFetcher browser, String address, HttpFetcher host) {
        HttpProbe second = of(open, outside(browser, address, open), host);
        Map<EndpointCheck, EndpointChecker.Verdict> allOutside = new HashMap<>(outside);
        allOutside.putAll(second.outside);
        Map<EndpointCheck, EndpointChecker.Verdict> allInside = new HashMap<>(inside);
        allInside.putAll(second.inside);
        return new HttpProbe(questions, allOutside, allInside);
    }

    /** What got no answer where it was asked, and may get one later. */
    public List<EndpointCheck> unanswered() {
        return those(HttpResult::mayAnswerLater);
    }

    /** What is answered that it is not served just now. */
    public List<EndpointCheck> unavailable() {
        return those(HttpResult::isUnavailable);
    }

    private List<EndpointCheck> those(Predicate<HttpResult> which) {
        return questions.stream()
                .filter(question -> which.test(Optional.ofNullable(outside.get(question))
                        .orElseGet(() -> inside.get(question))
                        .answer()))
                .toList();
    }

    /** One result for each question. */
    public List<ProbeResult> results() {
        return questions.stream().map(this::result).toList();
    }

    private ProbeResult result(EndpointCheck question) {
        Optional<EndpointChecker.Verdict> there = Optional.ofNullable(outside.get(question));
        if (there.filter(verdict -> !verdict.answer().isSilent()).isPresent()) {
            return result(question, there.get(), "", "");
        }
        EndpointChecker.Verdict here = inside.get(question);
        if (there.isEmpty()) {
            return result(question, here, " (host)", " on the host");
        }
        return here.isGood() ? shut(question, there.get()) : silent(question, there.get(), here);
    }

    private static ProbeResult result(EndpointCheck question, EndpointChecker.Verdict verdict, String from, String at) {
        if (verdict.isGood()) {
            String cell = question.endpoint() == Endpoint.REALM
                    ? "realm cfa"
                    : Integer.toString(verdict.answer().status());
            return ProbeResult.passed(
                    question.service().name(), question.endpoint().probe(), cell + from);
        }
        String observed = verdict.answer().describe() + from;
        URI uri = verdict.answer().uri();
        return failed(
                question,
                observed,
                new Finding(
                        uri.toString(),
                        observed,
                        verdict.expected().orElseThrow(),
                        "`curl -i " + uri + "`" + at + ", then " + logs(question)));
    }

    /** Good on the host, and not reached from outside: refused is wrong, anything else is a wall that may stand on our side. */
    private static ProbeResult shut(EndpointCheck question, EndpointChecker.Verdict there) {
        boolean refused = there.answer().silence().equals(HttpResult.REFUSED);
        Finding finding = new Finding(
                there.answer().uri().toString(),
                there.answer().silence() + " from here, right on the host itself",
                "the same answer from outside",
                refused
                        ? "let port " + question.port().hostPort()
                                + " through the host's firewall, or look what address it is bound to"
                        : "let port " + question.port().hostPort()
                                + " through the firewalls between, or verify from where it is reachable");
        return refused
                ? failed(question, there.answer().silence(), finding)
                : ProbeResult.unknown(
                        question.service().name(), question.endpoint().probe(), "host only", finding);
    }

    private static ProbeResult silent(
            EndpointCheck question, EndpointChecker.Verdict there, EndpointChecker.Verdict here) {
        return failed(
                question,
                there.answer().silence(),
                new Finding(
                        there.answer().uri().toString(),
                        there.answer().silence() + " from here, "
                                + here.answer().describe() + " on the host itself",
                        here.expected().orElseThrow(),
                        logs(question)));
    }

    private static ProbeResult failed(EndpointCheck question, String cell, Finding finding) {
        return ProbeResult.failed(question.service().name(), question.endpoint().probe(), cell, finding);
    }

    private static String logs(EndpointCheck question) {
        return "see cfa:logs -Dcfa.services=" + question.service().name();
    }
}
