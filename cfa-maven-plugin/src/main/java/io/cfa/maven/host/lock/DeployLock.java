package io.cfa.maven.host.lock;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.time.Instant;

/**
 * The lock of a host: held by a command there that lives only as long as it hears from here.
 *
 * <p>When this process ends, or is killed, that command's standard input ends; when the network dies, the signs of life stay away. In
 * each case it removes the throwaway credential and lets the lock go.
 */
public final class DeployLock implements AutoCloseable {

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration RECONNECTING = Duration.ofMinutes(3);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Longer than the host waits for a sign of life of ours. */
    private static final Duration UNTIL_OURS_IS_FREE = Duration.ofSeconds(90);

    private static final String SCRIPT = "umask 022; command -v flock >/dev/null || { echo without; exit; };"
            + " mkdir -p \"$1/.cfa\" 2>/dev/null && cd \"$1/.cfa\" && { : >>lock && : >>busy; } 2>/dev/null || { echo denied; exit; };"
            // somebody else's log would be found out when the containers are replaced
            + " [ ! -e releases.jsonl ] || { : >>releases.jsonl && [ -r releases.jsonl ]; } 2>/dev/null || { echo 'denied /releases.jsonl'; exit; };"
            + " exec 9>>lock 8>>busy;"
            // twice, as who asks whether it is held has it for a moment; whoever has it may not have said so yet
            + " flock -n 9 || { sleep 0.1; flock -n 9; } || { [ -s lock.holder ] || sleep 1; echo \"held $(cat lock.holder 2>/dev/null)\"; exit; };"
            // read before that, it could be who let it go in good order in between
            + " before=$(cat lock.holder 2>/dev/null); flock -n 8 || { echo \"busy $before\"; exit; }; exec 8>&-;"
            + " printf '%s\\n' \"$2\" 2>/dev/null >lock.holder || { echo denied; exit; }; echo \"locked $before\";"
            + " while read -r -t 45 line; do [ \"$line\" != bye ] || { rm -f lock.holder; break; }; done; rm -rf login";

    /** What the answer to {@link #question} begins with where the lock could not be taken. */
    private static final String DENIED = "denied";

    private static final String QUESTION =
            "if [ ! -e \"$1/.cfa\" ]; then [ -w \"$1\" ]; else [ -w \"$1/.cfa\" ] && cd \"$1/.cfa\" &&"
                    + " { [ ! -e releases.jsonl ] || { [ -w releases.jsonl ] && [ -r releases.jsonl ]; }; }; fi || { echo denied; exit; };"
                    + " [ -e lock ] || exit 0;"
                    + " exec 9<lock; flock -n 9 || { cat lock.holder 2>/dev/null; echo; }";

    private final HostContext context;
    private final String directory;
    private final LockOwner me;
    private RemoteSession talk;
    private LockOwner before;
    private boolean waited;
    private RemoteException givenUp;

    private DeployLock(HostContext context, String directory, LockOwner me) {
        this.context = context;
        this.directory = directory;
        this.me = me;
    }

    /**
     * Waits for the lock and takes it.
     *
     * @param wait for how long, if somebody else holds it
     * @throws RolloutException if somebody holds it for longer, or it cannot be taken at all
     */
    public static DeployLock take(HostContext context, String directory, LockOwner me, Duration wait) {
        DeployLock lock = new DeployLock(context, directory, me);
        lock.before = lock.take(wait);
        return lock;
    }

    /** Asks who holds the lock of a host now, and takes nothing; {@link LockOwner#holding} reads the answer. */
    public static Command question(String directory) {
        return Command.of("bash", "-c", QUESTION, "bash", directory);
    }

    /** Whether the answer to {@link #question} says that the user may not write where the lock and the log are. */
    public static boolean isDenied(String answer) {
        return answer.strip().equals(DENIED);
    }

    /** What helps then. */
    public static String remedy(String directory) {
        return "give the user the directory, as root: install -d -o USER " + directory + " " + directory
                + "/.cfa && chown -R USER " + directory
                + "/.cfa, and check that its disk is neither full nor read-only";
    }

    /** Who held it last, if that did not let it go in good order. */
    public LockOwner before() {
        return before;
    }

    /** Whether somebody else held it first. */
    public boolean waited() {
        return waited;
    }

    /**
     * Makes sure that it is held, taking it again after a lost connection.
     *
     * @throws LostLockException if somebody else had it in between
     */
    void hold() {
        if (talk.isOpen()) {
            return;
        }
        if (givenUp != null) {
            throw givenUp;
        }
        Instant deadline = context.sleeper().now().plus(RECONNECTING);
        for (Duration pause = Duration.ofSeconds(1); ; pause = min(pause.multipliedBy(2), LONGEST_PAUSE)) {
            try {
                LockOwner before = take(UNTIL_OURS_IS_FREE);
                if (!before.id().equals(me.id())) {
                    talk.close();
                    throw new LostLockException(
                            context.host().name()
                                    + ": the connection was lost for a while, and somebody else rolled out meanwhile;"
                                    + " nothing more was done. Next: see with cfa:status what runs there, then run the goal again");
                }
                context.say("connected to " + context.host().name() + " again, and nobody else was there");
                return;
            } catch (RemoteException e) {
                if (!context.sleeper().now().isBefore(deadline)) {
                    givenUp = e;
                    throw e;
                }
                context.say(
                        "no connection to " + context.host().name() + "; trying again in " + pause.toSeconds() + " s");
                context.sleeper().pause(pause);
            }
        }
    }

    @Override
    public void close() {
        LockConversation.end(talk);
    }

    /** Returns who held it before. */
    private LockOwner take(Duration wait) {
        Instant deadline = context.sleeper().now().plus(wait);
        Instant nextWord = context.sleeper().now();
        while (true) {
            talk = context.host()
                    .open(Command.of("bash", "-c", SCRIPT, "bash", directory, me.toJson())
                            .within(ANSWER));
            String[] answer = talk.nextLine(ANSWER).orElse("").split(" ", 2);
            LockOwner other = LockOwner.of(answer.length > 1 ? answer[1] : "");
            switch (answer[0]) {
                case "locked" -> {
                    LockConversation.keepAlive(talk);
                    return other;
                }
                case "held", "busy" -> talk.close();
                default -> throw refused(answer[0], answer.length > 1 ? answer[1] : "");
            }
            boolean orphan = answer[0].equals("busy") || other.id().equals(me.id());
            String owner = (orphan ? "by a command that still runs there, of " : "by ") + other.describe();
            if (!context.sleeper().now().isBefore(deadline)) {
                throw new RolloutException(
                        context.host().name() + " is locked " + owner + "; waited " + wait.toSeconds()
                                + " s, nothing was changed."
                                + " Next: wait for it or cancel it, then run the goal again; a lock ends with its holder");
            }
            if (!context.sleeper().now().isBefore(nextWord)) {
                context.say("waiting up to "
                        + Duration.between(context.sleeper().now(), deadline).toSeconds() + " s for "
                        + context.host().name() + ", locked "
                        + owner);
                nextWord = nextWord.plus(BETWEEN_WORDS);
            }
            waited = true;
            context.sleeper().pause(BETWEEN_TRIES);
        }
    }

    private RuntimeException refused(String answer, String file) {
        if (answer.equals("without")) {
            return new RolloutException(
                    context.host().name() + " has no flock, which the lock needs. Next: install util-linux there");
        }
        if (answer.equals(DENIED)) {
            return new RolloutException(context.host().name() + ":" + directory + "/.cfa" + file
                    + " cannot be written. Next: " + remedy(directory));
        }
        Result end = talk.end();
        return new RolloutException(context.host().name() + ": the lock could not be taken: bash exited with "
                + end.exitStatus() + " " + end.error().strip() + ". Next: check that the host has bash");
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
