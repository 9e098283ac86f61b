package io.cfa.maven.verify;

import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Remote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Looks at the containers twice: when nothing starts any more, and when the window of watching is over. */
final class Watching {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Remote host;
    private final Pacing pacing;
    private final Consumer<String> progress;
    private final VerifyRequest request;
    private final List<Service> services;

    Watching(Remote host, Pacing pacing, Consumer<String> progress, VerifyRequest request) {
        this.host = host;
        this.pacing = pacing;
        this.progress = progress;
        this.request = request;
        this.services = request.services();
    }

    /** The first look, when nothing starts any more, or patience is over, or waiting is of no use. */
    Snapshot settle() {
        Instant deadline = pacing.now().plus(request.patience());
        Snapshot first = look();
        Snapshot now = first;
        while (!now.isSettled(services)
                && !now.isBroken(services, first)
                && pacing.now().isBefore(deadline)) {
            if (now == first) {
                progress.accept(
                        "waiting up to " + request.patience().toSeconds() + " s for containers that still start");
            }
            pacing.pause(BETWEEN_LOOKS);
            now = look();
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
        return look();
    }

    private Snapshot look() {
        return Snapshot.of(host, request.stack().projectName());
    }
}
