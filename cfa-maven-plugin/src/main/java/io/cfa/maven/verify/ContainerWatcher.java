package io.cfa.maven.verify;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Service;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.http.EndpointChecker;
import io.cfa.maven.verify.http.LocalHttpFetcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Looks at the containers twice: when nothing starts any more, and when the window of watching is over.
 *
 * <p>The engine asks a container for its health at times of its own, seconds apart. So what starts is asked for its page from here, often, and
 * when that is good, the container's health check is run once, without waiting for the engine's turn.
 */
final class ContainerWatcher {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(200);
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(1);

    private final HostContext context;
    private final VerifyRequest request;
    private final List<Service> services;
    private final EndpointChecker pages;

    ContainerWatcher(HostContext context, VerifyRequest request) {
        this.context = context;
        this.request = request;
        this.services = request.services();
        this.pages = new EndpointChecker(
                new LocalHttpFetcher(PAGE_LIMIT), context.host().address());
    }

    /** The first look, when nothing starts any more, or patience is over, or waiting is of no use. */
    ContainerSnapshot settle() {
        Instant deadline = context.sleeper().now().plus(request.patience());
        ContainerSnapshot first = look();
        ContainerSnapshot now = first;
        Instant looked = context.sleeper().now();
        Instant asked = Instant.MIN;
        boolean said = false;
        while (!now.isSettled(services)
                && !now.isBroken(services, first)
                && context.sleeper().now().isBefore(deadline)) {
            if (!said) {
                said = true;
                context.say("waiting up to " + request.patience().toSeconds() + " s for containers that still start");
            }
            context.sleeper().pause(BETWEEN_QUESTIONS);
            if (isDue(asked) && answers(now)) {
                now = asked(look());
                asked = context.sleeper().now();
                looked = asked;
            } else if (isDue(looked)) {
                now = look();
                looked = context.sleeper().now();
            }
        }
        return now;
    }

    /**
     * The second look, when the window is over; what was asked since its begin has taken a part of it, and so has the time for which the containers were
     * up before. The first one again where there is no window, or what was seen is bad enough.
     */
    ContainerSnapshot watch(ContainerSnapshot before, Instant begin) {
        if (request.watch().isZero() || before.isBroken(services, before)) {
            return before;
        }
        StabilityWindow window = StabilityWindow.of(before, services, request.watch());
        context.say(window.describe());
        ContainerSnapshot after = look(before, begin.plus(window.rest()));
        if (!window.isShortened() || window.goesOn(after)) {
            return after;
        }
        context.say("the host's clock was set back meanwhile: watching for restarts for "
                + request.watch().toSeconds() + " s");
        return look(before, begin.plus(request.watch()));
    }

    /** A look at a time, or at once where that is over. */
    private ContainerSnapshot look(ContainerSnapshot before, Instant then) {
        Duration rest = Duration.between(context.sleeper().now(), then);
        if (!rest.isNegative()) {
            context.sleeper().pause(rest);
        }
        return before.isSettled(services) ? asked(look()) : look();
    }

    private boolean isDue(Instant last) {
        return last.plus(BETWEEN_LOOKS).compareTo(context.sleeper().now()) <= 0;
    }

    /** Whether all that starts can be asked for a page that tells of its health, and that is good. */
    private boolean answers(ContainerSnapshot now) {
        List<Service> starting = services.stream()
                .filter(service -> now.of(service.name()).stream().anyMatch(Container::isStarting))
                .toList();
        List<EndpointCheck> questions = EndpointCheck.ofReadiness(starting);
        return questions.stream().map(EndpointCheck::service).toList().containsAll(starting)
                && pages.ask(questions).values().stream().allMatch(EndpointChecker.Verdict::isGood);
    }

    /** With those healthy that the engine has no word of yet, and whose own health check says so now. */
    private ContainerSnapshot asked(ContainerSnapshot now) {
        return now.withHealthy(now.starting(services).stream()
                .filter(container -> !container.healthCheck().isEmpty())
                .filter(container -> context.host()
                        .run(DockerCommands.healthCheck(container))
                        .succeeded())
                .toList());
    }

    private ContainerSnapshot look() {
        return ContainerSnapshot.of(context.host(), request.stack().projectName());
    }
}
