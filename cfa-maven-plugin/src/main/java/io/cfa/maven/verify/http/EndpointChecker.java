package io.cfa.maven.verify.http;

import java.net.URI;
import java.util.ArrayList;
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
        return askEach(browser, Map.of(address, questions)).get(address);
    }

    /** Asks each of several addresses its questions, all of them in the same two rounds. */
    public static Map<String, Map<EndpointCheck, Verdict>> askEach(
            HttpFetcher browser, Map<String, ? extends Collection<EndpointCheck>> questions) {
        List<URI> pages = questions.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(question -> question.at(each.getKey())))
                .toList();
        Map<URI, HttpResult> answers = pages.isEmpty() ? Map.of() : browser.get(pages);
        Map<String, Map<EndpointCheck, Verdict>> verdicts = new LinkedHashMap<>();
        List<Script> scripts = new ArrayList<>();
        questions.forEach((address, asked) -> {
            Map<EndpointCheck, Verdict> here = new LinkedHashMap<>();
            verdicts.put(address, here);
            for (EndpointCheck question : asked) {
                HttpResult answer = answers.get(question.at(address));
                Verdict verdict = new Verdict(answer, question.endpoint().unmet(answer));
                here.put(question, verdict);
                if (question.endpoint() == Endpoint.SWAGGER && verdict.isGood()) {
                    SwaggerPage.script(answer).ifPresent(uri -> scripts.add(new Script(address, question, uri)));
                }
            }
        });
        Map<URI, HttpResult> loaded = scripts.isEmpty()
                ? Map.of()
                : browser.peek(scripts.stream().map(Script::uri).toList());
        scripts.forEach(script -> SwaggerPage.unmet(loaded.get(script.uri()))
                .ifPresent(expected -> verdicts.get(script.address())
                        .put(script.question(), new Verdict(loaded.get(script.uri()), Optional.of(expected)))));
        return verdicts;
    }

    private record Script(String address, EndpointCheck question, URI uri) {}
}
