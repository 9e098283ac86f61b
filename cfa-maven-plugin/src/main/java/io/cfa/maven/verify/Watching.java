package io.cfa.maven.verify;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.Engine;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Remote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at the containers twice: when nothing starts any more, and when the window of watching is over.
 *
 * <p>The engine asks a container for its health at times of its own, seconds apart. So what starts is asked for its page from here, often, and
 * when that is good, the container's health check is run once, without waiting for the engine's turn.
 */
final class Watching {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(1);

    private final Remote host;
    private final Pacing pacing;
    private final Consumer<String> progress;
    private final VerifyRequest request;
    private final List<Service> services;
    private final Asking pages;

    Watching(Remote host, Pacing pacing, Consumer<String> progress, VerifyRequest request) {
        this.host = host;
        this.pacing = pacing;
        this.progress = progress;
        this.request = request;
        this.services = request.services();
        this.pages = new Asking(new OutsideBrowser(PAGE_LIMIT), host.address());
    }

    /** The first look, when nothing starts any more, or patience is over, or waiting is of no use. */
    Snapshot settle() {
        Instant deadline = pacing.now().plus(request.patience());
        Snapshot first = look();
        Snapshot now = first;
        Instant looked = pacing.now();
        Instant asked = Instant.MIN;
        boolean said = false;
        while (!now.isSettled(services)
                && !now.isBroken(services, first)
                && pacing.now().isBefore(deadline)) {
            if (!said) {
                said = true;
                progress.accept(
                        "waiting up to " + request.patience().toSeconds() + " s for containers that still start");
            }
            pacing.pause(BETWEEN_QUESTIONS);
            if (isDue(asked) && answers(now)) {
                now = asked(look());
                asked = pacing.now();
                looked = asked;
            } else if (isDue(looked)) {
                now = look();
                looked = pacing.now();
            }
        }
        return now;
    }

    /**
     * The second look, when the window is over; what was asked since its begin has taken a part of it. The first one again where there is no
     * window, or what was seen is bad enough.
     */
    Snapshot watch(Snapshot before, Instant begin) {
        if (request.watch().isZero() || before.isBroken(services, before)) {
            return before;
        }
        progress.accept("watching for restarts for " + request.watch().toSeconds() + " s");
        Duration rest = Duration.between(pacing.now(), begin.plus(request.watch()));
        if (!rest.isNegative()) {
            pacing.pause(rest);
        }
        return before.isSettled(services) ? asked(look()) : look();
    }

    private boolean isDue(Instant last) {
        return last.plus(BETWEEN_LOOKS).compareTo(pacing.now()) <= 0;
    }

    /** Whether all that starts can be asked for a page that tells of its health, and that is good. */
    private boolean answers(Snapshot now) {
        List<Service> starting = services.stream()
                .filter(service -> now.of(service.name()).stream().anyMatch(Container::isStarting))
                .toList();
        List<Question> questions = Question.ofReadiness(starting);
        return questions.stream().map(Question::service).toList().containsAll(starting)
                && pages.ask(questions).values().stream().allMatch(Asking.Verdict::isGood);
    }

    /** With those healthy that the engine has no word of yet, and whose own health check says so now. */
    private Snapshot asked(Snapshot now) {
        return now.withHealthy(now.starting(services).stream()
                .filter(container -> !container.healthCheck().isEmpty())
                .filter(container -> host.run(Engine.healthCheck(container)).succeeded())
                .toList());
    }

    private Snapshot look() {
        return Snapshot.of(host, request.stack().projectName());
    }
}
