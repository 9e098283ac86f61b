package io.cfa.maven.verify;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.http.HttpFetcher;
import io.cfa.maven.verify.probe.HttpProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks for pages again that nobody answered, until that is final: the first document of each of seven services, all at once on a busy host, takes
 * longer than a page may, and a release is not to be rolled back for that. Nor is it for one moment in which a service says that it is unavailable.
 */
final class LateAnswers {

    /** Counted from the first question, where the window of watching is shorter. */
    private static final Duration LEAST = Duration.ofSeconds(45);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** So often is asked again what is unavailable; where that stays, nobody waits for long. */
    private static final int TIMES = 3;

    private final HostContext context;
    private final HttpFetcher browser;
    private final HttpFetcher host;

    LateAnswers(HostContext context, HttpFetcher browser, HttpFetcher host) {
        this.context = context;
        this.browser = browser;
        this.host = host;
    }

    /**
     * What came in the end.
     *
     * @param begin when they were asked first
     * @param watch the window of watching
     */
    HttpProbe of(HttpProbe first, Instant begin, Duration watch) {
        Instant deadline = begin.plus(watch.compareTo(LEAST) > 0 ? watch : LEAST);
        HttpProbe now = first;
        int times = 0;
        while (true) {
            List<EndpointCheck> silent =
                    context.sleeper().now().isBefore(deadline) ? now.unanswered() : List.<EndpointCheck>of();
            List<EndpointCheck> unavailable = times < TIMES ? now.unavailable() : List.<EndpointCheck>of();
            if (silent.isEmpty() && unavailable.isEmpty()) {
                return now;
            }
            if (!unavailable.isEmpty()) {
                times++;
                context.say(pages(unavailable) + (unavailable.size() == 1 ? " is" : " are")
                        + " not served now; asking again");
            }
            if (!silent.isEmpty()) {
                context.say(pages(silent) + " got no answer; asking again");
            }
            context.sleeper().pause(PAUSE);
            List<EndpointCheck> open =
                    Stream.concat(silent.stream(), unavailable.stream()).toList();
            now = now.again(open, browser, context.host().address(), host);
        }
    }

    private static String pages(List<EndpointCheck> questions) {
        return questions.size() == 1 ? "a page" : questions.size() + " pages";
    }
}
