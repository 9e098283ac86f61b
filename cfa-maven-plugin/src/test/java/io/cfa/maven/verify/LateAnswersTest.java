package io.cfa.maven.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.verify.http.Endpoint;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.http.HttpFetcher;
import io.cfa.maven.verify.http.HttpResult;
import io.cfa.maven.verify.http.RemoteHttpFetcher;
import io.cfa.maven.verify.probe.HttpProbe;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a page says that nobody waited long enough for. */
class LateAnswersTest {

    private static final String UP = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"status\": \"UP\"}";

    private final StackOnHost stack = new StackOnHost(58082, 58090);
    private final EndpointCheck question =
            new EndpointCheck(identity(), identity().ports().get(0), Endpoint.HEALTH);
    private final FakeSleeper sleeper = new FakeSleeper();
    private final List<String> said = new ArrayList<>();
    private final Deque<String> silences = new ArrayDeque<>();

    @BeforeEach
    void theHostItselfIsAnswered() {
        stack.pagesOnHost(8_000_000, Map.of("http://127.0.0.1:58082/health", UP));
    }

    @Test
    void aPageThatAnsweredInTheEndPassed() {
        silences.addAll(List.of("time-out", "cut off", "no connection"));
        assertThat(outcome()).isEqualTo(Outcome.PASSED);
        assertThat(said)
                .containsExactly(
                        "a page got no answer; asking again",
                        "a page got no answer; asking again",
                        "a page got no answer; asking again");
    }

    @Test
    void whatAnswersWronglyInTheEndFailsAtOnce() {
        silences.addAll(List.of("time-out", "500"));
        assertThat(outcome()).isEqualTo(Outcome.FAILED);
        assertThat(said).hasSize(1);
    }

    @Test
    void whatIsNotServedForAMomentIsAskedForAgain() {
        silences.addAll(List.of("503", "503"));
        assertThat(outcome()).isEqualTo(Outcome.PASSED);
        assertThat(said)
                .containsExactly("a page is not served now; asking again", "a page is not served now; asking again");
    }

    @Test
    void whatStaysUnavailableFailsAfterThreeMoreQuestions() {
        for (int i = 0; i < 100; i++) {
            silences.add("503");
        }
        Instant begin = sleeper.now();
        assertThat(outcome()).isEqualTo(Outcome.FAILED);
        assertThat(said).hasSize(3);
        assertThat(Duration.between(begin, sleeper.now())).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aPortThatRefusesIsAskedOnce() {
        silences.add("refused");
        assertThat(outcome()).isEqualTo(Outcome.FAILED);
        assertThat(said).isEmpty();
    }

    @Test
    void whatNeverAnswersIsUnknownWhenTheTimeIsOver() {
        for (int i = 0; i < 100; i++) {
            silences.add("time-out");
        }
        Instant begin = sleeper.now();
        assertThat(outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Duration.between(begin, sleeper.now())).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(47));
    }

    private Outcome outcome() {
        HttpFetcher browser = new NextSilence();
        RemoteHttpFetcher host = new RemoteHttpFetcher(stack.host());
        HttpProbe first = HttpProbe.of(List.of(question), HttpProbe.outside(browser, "cfa2", List.of(question)), host);
        HostContext context = HostContext.of(stack.host(), sleeper, said::add);
        return new LateAnswers(context, browser, host)
                .of(first, sleeper.now(), Duration.ofSeconds(20))
                .results()
                .get(0)
                .outcome();
    }

    private Service identity() {
        return stack.stack().builtHere().get(0);
    }

    /** Keeps silent as it was told, then says that it is up. */
    private final class NextSilence implements HttpFetcher {

        @Override
        public Map<URI, HttpResult> get(Collection<URI> uris) {
            Map<URI, HttpResult> answers = new LinkedHashMap<>();
            uris.forEach(uri -> answers.put(uri, answer(uri)));
            return answers;
        }

        private HttpResult answer(URI uri) {
            String silence = silences.isEmpty() ? "" : silences.remove();
            return switch (silence) {
                case "" -> new HttpResult(uri, 200, "application/json", "{\"status\": \"UP\"}", "");
                case "503" -> new HttpResult(uri, 503, "application/problem+json", "{}", "");
                case "500" -> new HttpResult(uri, 500, "application/json", "{}", "");
                default -> HttpResult.silent(uri, silence);
            };
        }

        @Override
        public Map<URI, HttpResult> peek(Collection<URI> uris) {
            return get(uris);
        }

        @Override
        public String where() {
            return "from here";
        }
    }
}
