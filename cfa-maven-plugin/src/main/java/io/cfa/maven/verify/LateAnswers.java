package io.cfa.maven.verify;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.verify.http.HttpFetcher;
import io.cfa.maven.verify.probe.HttpProbe;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks for pages again that nobody answered, until that is final: the first document of each of seven services, all at once on a busy host, takes
 * longer than a page may, and a release is not to be rolled back for that.
 */
final class LateAnswers {

    /** Counted from the first question, where the window of watching is shorter. */
    private static final Duration LEAST = Duration.ofSeconds(45);

    private static final Duration PAUSE = Duration.ofSeconds(2);

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
        while (!now.unanswered().isEmpty() && context.sleeper().now().isBefore(deadline)) {
            int pages = now.unanswered().size();
            context.say((pages == 1 ? "a page" : pages + " pages") + " got no answer; asking again");
            context.sleeper().pause(PAUSE);
            now = now.again(browser, context.host().address(), host);
        }
        return now;
    }
}
