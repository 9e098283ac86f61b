package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.Query;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.verify.swarm.SwarmLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waits until each service of a stack runs as it was deployed: {@code docker stack deploy} itself ends well also where an update is taken back. */
final class StackConvergence {

    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(20);
    private static final int LOG_LINES = 12;
    private static final int ERRORS = 5;
    private static final int TRIES = 15;

    /** What an error means, by what an engine says in it. */
    private static final Map<String, String> MEANINGS = Map.of(
            "No such image",
            "that node could not pull it: its disk is full, it does not reach the registry, or the credential in the swarm has ended;"
                    + " cfa:doctor asks each node, and the engine's own log there says which",
            "address already in use",
            "something on that node has the port, also where nothing listens: an outgoing connection may; cfa:doctor says how to keep"
                    + " the stack's ports back",
            "and its node is",
            "nothing comes of a task there, and Swarm may wait for it: bring the node back (`docker node update --availability active NODE`"
                    + " where it is paused or drained), or `docker node rm --force NODE` at a manager where it is gone for good");

    private final HostContext context;
    private final String project;
    private final Duration limit;
    private final UpdateReminder reminder;

    /**
     * Of one stack.
     *
     * @param limit for how long a service may be on its way
     */
    StackConvergence(HostContext context, String project, Duration limit) {
        this.context = context;
        this.project = project;
        this.limit = limit;
        this.reminder = new UpdateReminder(context, project);
    }

    /**
     * Waits for all services, as one release is all of them.
     *
     * @param before as it was before the deploy
     * @param hold   is called before each look
     * @return how it was right after the deploy, before anybody else can have changed it
     * @throws RolloutException naming each service that did not come, with nodes, tasks, errors and last lines
     */
    SwarmState await(List<String> services, SwarmState before, Runnable hold) {
        Instant deadline = context.sleeper().now().plus(limit);
        Instant nextWord = context.sleeper().now().plus(BETWEEN_WORDS);
        hold.run();
        SwarmState first = look(deadline);
        SwarmState now = first;
        while (true) {
            SwarmState seen = now;
            List<String> open = services.stream()
                    .filter(name -> seen.service(name).filter(seen::isConverged).isEmpty())
                    .toList();
            List<String> failed = services.stream()
                    .filter(name ->
                            seen.service(name).filter(SwarmService::hasFailed).isPresent())
                    .toList();
            if (open.isEmpty()) {
                return first;
            }
            boolean late = isPast(deadline);
            if (!failed.isEmpty() || late) {
                throw failure(failed.isEmpty() ? open : failed, seen, before, late);
            }
            if (isPast(nextWord)) {
                context.say("waiting for " + String.join(", ", open));
                nextWord = context.sleeper().now().plus(BETWEEN_WORDS);
            }
            context.sleeper().pause(BETWEEN);
            hold.run();
            now = look(deadline);
            reminder.remind(services, seen, now);
        }
    }

    private boolean isPast(Instant moment) {
        return !context.sleeper().now().isBefore(moment);
    }

    /**
     * The engine may be away for a moment, as while another manager becomes the leader; each question may itself take a minute, and one that takes longer is ended on the host, so that it is
     * one that failed.
     */
    private SwarmState look(Instant deadline) {
        Query<SwarmState> state = SwarmState.of(project);
        for (int time = 1; ; time++) {
            try {
                return state.read(
                        context.host().name(),
                        context.host().runAll(List.of(state.command())).get(0));
            } catch (CommandFailedException e) {
                if (time == TRIES || isPast(deadline)) {
                    throw ManagersAwayException.afterTheDeploy(time, e);
                }
                context.sleeper().pause(BETWEEN.multipliedBy(2));
            }
        }
    }

    private RolloutException failure(List<String> services, SwarmState now, SwarmState before, boolean late) {
        List<String> lines = new ArrayList<>();
        for (String name : services) {
            lines.add(now.service(name)
                    .map(service -> describe(service, now, before, late))
                    .orElse(name + ": the swarm has no such service"));
        }
        return new RolloutException(String.join("\n", lines));
    }

    private String describe(SwarmService service, SwarmState now, SwarmState before, boolean late) {
        String head = service.name() + ": "
                + (service.hasFailed()
                        ? "Swarm gave its update up (" + service.update() + ")"
                        : now.ready(service).size() + " of " + now.count(service) + " tasks ready")
                + (late ? " after " + limit.toSeconds() + " s" : "")
                + (late && service.isUpdating() ? ", and Swarm still updates it (" + service.message() + ")" : "");
        List<String> errors = Stream.concat(
                        now.errors(service, before).stream().limit(ERRORS),
                        late ? now.obstacles(service).stream().limit(ERRORS) : Stream.empty())
                .toList();
        return Stream.of(Stream.of(head), errors.stream(), meanings(errors), lastLines(service.name()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n  "));
    }

    private static Stream<String> meanings(List<String> errors) {
        return MEANINGS.entrySet().stream()
                .filter(meaning -> errors.stream().anyMatch(error -> error.contains(meaning.getKey())))
                .map(Map.Entry::getValue);
    }

    private Stream<String> lastLines(String service) {
        return SwarmLogs.last(context.host(), project, service, LOG_LINES).stream()
                .map(line -> "| " + line);
    }
}
