package io.cfa.maven.verify.http;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks questions through one browser, in two rounds: the pages, then the scripts that pages of Swagger UI load. */
public final class EndpointChecker {

    private final HttpFetcher browser;
    private final String address;

    public EndpointChecker(HttpFetcher browser, String address) {
        this.browser = browser;
        this.address = address;
    }

    /**
     * What came of a question.
     *
     * @param answer   what answered
     * @param expected what was expected instead; empty where the answer is good
     */
    public record Verdict(HttpResult answer, Optional<String> expected) {

        public boolean isGood() {
            return expected.isEmpty();
        }
    }

    /** Asks all of them. */
    public Map<EndpointCheck, Verdict> ask(Collection<EndpointCheck> questions) {
        List<URI> pages =
                questions.stream().map(question -> question.at(address)).toList();
        Map<URI, HttpResult> answers = pages.isEmpty() ? Map.of() : browser.get(pages);
        Map<EndpointCheck, Verdict> verdicts = new LinkedHashMap<>();
        Map<EndpointCheck, URI> scripts = new LinkedHashMap<>();
        for (EndpointCheck question : questions) {
            HttpResult answer = answers.get(question.at(address));
            Verdict verdict = new Verdict(answer, question.endpoint().unmet(answer));
            verdicts.put(question, verdict);
            if (question.endpoint() == Endpoint.SWAGGER && verdict.isGood()) {
                SwaggerPage.script(answer).ifPresent(script -> scripts.put(question, script));
            }
        }
        Map<URI, HttpResult> loaded = scripts.isEmpty() ? Map.of() : browser.peek(scripts.values());
        scripts.forEach((question, script) -> SwaggerPage.unmet(loaded.get(script))
                .ifPresent(expected -> verdicts.put(question, new Verdict(loaded.get(script), Optional.of(expected)))));
        return verdicts;
    }
}
