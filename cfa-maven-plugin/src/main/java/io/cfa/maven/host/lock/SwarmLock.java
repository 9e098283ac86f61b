package io.cfa.maven.host.lock;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The lock of a stack, for all managers of its swarm: a config that is made, which only one can do, and removed at the end.
 *
 * <p>It is held by a command at a manager that lives only as long as it hears from here, and removes it in whatever way it ends. Where the managers cannot remove it then, as most of them are away,
 * what is left of that command does so when they can, for a quarter of an hour. Where that manager itself is gone, or is the one whose own {@link DeployLock} we hold, nobody holds it any more, and the
 * next one removes it by its ID.
 */
public final class SwarmLock implements AutoCloseable {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** Arguments: the stack, the owner as JSON, the manager's node ID. */
    private static final String SCRIPT = "name=$1_lock; me=$3;"
            + " later() { until docker config rm \"$id\" || { left=$(docker config ls --quiet --filter \"id=$id\") && [ -z \"$left\" ]; };"
            + " do [ $SECONDS -lt $end ] || break; sleep 3; done; };"
            + " free() { trap '' HUP INT TERM PIPE; docker config rm \"$id\" >/dev/null 2>&1 || { end=$((SECONDS + 900)); later </dev/null >/dev/null 2>&1 & }; };"
            + " for try in 1 2 3; do"
            + " if id=$(printf '%s' \"$2\" | docker config create --label \"io.cfa.lock=$1\" --label \"io.cfa.node=$me\" \"$name\" - 2>/dev/null);"
            + " then trap free EXIT; trap 'exit 0' HUP INT TERM PIPE; echo locked;"
            + " while read -r -t 45 line; do [ \"$line\" != bye ] || exit; done; exit; fi;"
            + " there=$(docker config inspect --format '{{.ID}} {{index .Spec.Labels \"io.cfa.node\"}} {{json .Spec.Data}}' \"$name\" 2>&1) || { sleep 1; continue; };"
            + " node=${there#* }; node=${node%% *};"
            + " if [ \"$node\" = \"$me\" ] || [ \"$(docker node inspect --format '{{.Status.State}}' \"$node\" 2>/dev/null)\" != ready ];"
            + " then docker config rm \"${there%% *}\" >/dev/null 2>&1; continue; fi;"
            + " data=${there##* }; data=${data#?}; echo \"held $(printf '%s' \"${data%?}\" | base64 -d)\"; exit; done;"
            + " echo \"failed $there\"";

    private final HostContext context;
    private final List<String> arguments;
    private RemoteSession talk;

    private SwarmLock(HostContext context, List<String> arguments) {
        this.context = context;
        this.arguments = List.copyOf(arguments);
    }

    /**
     * Waits for the lock and takes it; the manager's own lock is held already.
     *
     * @param project the stack's name
     * @param node    the ID of the manager that is talked to
     * @throws RolloutException if somebody holds it for longer, or it cannot be taken at all
     */
    public static SwarmLock take(HostContext context, String project, LockOwner me, String node, Duration wait) {
        SwarmLock lock = new SwarmLock(context, List.of(project, me.toJson(), node));
        lock.take(wait);
        return lock;
    }

    /** Makes sure that it is held, taking it again after a lost connection. */
    public void hold() {
        if (!talk.isOpen()) {
            take(Duration.ofSeconds(90));
        }
    }

    @Override
    public void close() {
        LockConversation.end(talk);
    }

    private void take(Duration wait) {
        Instant deadline = context.sleeper().now().plus(wait);
        boolean told = false;
        while (true) {
            talk = context.host()
                    .open(Command.of("bash", "-c", SCRIPT, "bash")
                            .with(arguments.toArray(String[]::new))
                            .within(ANSWER));
            String[] answer = talk.nextLine(ANSWER).orElse("").split(" ", 2);
            String said = answer.length > 1 ? answer[1] : "";
            if (answer[0].equals("locked")) {
                LockConversation.keepAlive(talk);
                return;
            }
            talk.close();
            if (!answer[0].equals("held")) {
                throw new RolloutException(context.host().name() + ": the lock of the stack could not be taken: "
                        + said.strip().replaceFirst("\\.$", "")
                        + ". Nothing was changed. Next: see with `docker node ls` there whether the managers agree");
            }
            String owner = LockOwner.of(said).describe();
            if (!context.sleeper().now().isBefore(deadline)) {
                throw new RolloutException(
                        "the stack is locked by " + owner + ", at another manager; waited "
                                + wait.toSeconds()
                                + " s, nothing was changed. Next: wait for it or cancel it, then run the goal again;"
                                + " a lock ends with its holder; where the holder's manager was started anew since, run it by way of that manager");
            }
            if (!told) {
                context.say("waiting up to " + wait.toSeconds() + " s for the stack, locked by " + owner);
                told = true;
            }
            context.sleeper().pause(BETWEEN_TRIES);
        }
    }
}
