package io.cfa.maven.host.lock;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

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
            + " exec 9>>lock 8>>busy; before=$(cat lock.holder 2>/dev/null);"
            // whoever has it may not have said so yet
            + " flock -n 9 || { [ -s lock.holder ] || sleep 1; echo \"held $(cat lock.holder 2>/dev/null)\"; exit; }; flock -n 8 || { echo \"busy $before\"; exit; }; exec 8>&-;"
            + " printf '%s\\n' \"$2\" 2>/dev/null >lock.holder || { echo denied; exit; }; echo \"locked $before\";"
            + " while read -r -t 45 line; do [ \"$line\" != bye ] || { rm -f lock.holder; break; }; done; rm -rf login";

    private static final String QUESTION = "cd \"$1/.cfa\" 2>/dev/null && [ -e lock ] || exit 0;"
            + " exec 9<lock; flock -n 9 || { cat lock.holder 2>/dev/null; echo; }";

    private final RemoteHost host;
    private final String directory;
    private final LockOwner me;
    private final Sleeper sleeper;
    private final Consumer<String> progress;
    private RemoteSession talk;
    private LockOwner before;
    private boolean waited;
    private RemoteException givenUp;

    private DeployLock(RemoteHost host, String directory, LockOwner me, Sleeper sleeper, Consumer<String> progress) {
        this.host = host;
        this.directory = directory;
        this.me = me;
        this.sleeper = sleeper;
        this.progress = progress;
    }

    /**
     * Waits for the lock and takes it.
     *
     * @param wait for how long, if somebody else holds it
     * @throws RolloutException if somebody holds it for longer, or it cannot be taken at all
     */
    public static DeployLock take(
            RemoteHost host,
            String directory,
            LockOwner me,
            Duration wait,
            Sleeper sleeper,
            Consumer<String> progress) {
        DeployLock lock = new DeployLock(host, directory, me, sleeper, progress);
        lock.before = lock.take(wait);
        return lock;
    }

    /** Who holds the lock of a host now; asks, and takes nothing. */
    public static Optional<LockOwner> owner(RemoteHost host, String directory) {
        Result answer = host.run(Command.of("bash", "-c", QUESTION, "bash", directory));
        return Optional.of(answer.output().strip())
                .filter(text -> !text.isEmpty())
                .map(LockOwner::of);
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
        Instant deadline = sleeper.now().plus(RECONNECTING);
        for (Duration pause = Duration.ofSeconds(1); ; pause = min(pause.multipliedBy(2), LONGEST_PAUSE)) {
            try {
                LockOwner before = take(UNTIL_OURS_IS_FREE);
                if (!before.id().equals(me.id())) {
                    talk.close();
                    throw new LostLockException(
                            host.name()
                                    + ": the connection was lost for a while, and somebody else rolled out meanwhile;"
                                    + " nothing more was done. Next: see with cfa:status what runs there, then run the goal again");
                }
                progress.accept("connected to " + host.name() + " again, and nobody else was there");
                return;
            } catch (RemoteException e) {
                if (!sleeper.now().isBefore(deadline)) {
                    givenUp = e;
                    throw e;
                }
                progress.accept("no connection to " + host.name() + "; trying again in " + pause.toSeconds() + " s");
                sleeper.pause(pause);
            }
        }
    }

    @Override
    public void close() {
        try {
            talk.send("bye");
            talk.end();
        } catch (RemoteException e) {
            // without a connection it ends by itself
        }
        talk.close();
    }

    /** Returns who held it before. */
    private LockOwner take(Duration wait) {
        Instant deadline = sleeper.now().plus(wait);
        Instant nextWord = sleeper.now();
        while (true) {
            talk = host.open(Command.of("bash", "-c", SCRIPT, "bash", directory, me.toJson())
                    .within(ANSWER));
            String[] answer = talk.nextLine(ANSWER).orElse("").split(" ", 2);
            LockOwner other = LockOwner.of(answer.length > 1 ? answer[1] : "");
            switch (answer[0]) {
                case "locked" -> {
                    LockKeepAlive.of(talk);
                    return other;
                }
                case "held", "busy" -> talk.close();
                default -> throw refused(answer[0]);
            }
            boolean orphan = answer[0].equals("busy") || other.id().equals(me.id());
            String owner = (orphan ? "by a command that still runs there, of " : "by ") + other.describe();
            if (!sleeper.now().isBefore(deadline)) {
                throw new RolloutException(host.name() + " is locked " + owner + "; waited " + wait.toSeconds()
                        + " s, nothing was changed."
                        + " Next: wait for it or cancel it, then run the goal again; a lock ends with its holder");
            }
            if (!sleeper.now().isBefore(nextWord)) {
                progress.accept("waiting up to "
                        + Duration.between(sleeper.now(), deadline).toSeconds() + " s for " + host.name() + ", locked "
                        + owner);
                nextWord = nextWord.plus(BETWEEN_WORDS);
            }
            waited = true;
            sleeper.pause(BETWEEN_TRIES);
        }
    }

    private RuntimeException refused(String answer) {
        if (answer.equals("without")) {
            return new RolloutException(
                    host.name() + " has no flock, which the lock needs. Next: install util-linux there");
        }
        if (answer.equals("denied")) {
            return new RolloutException(host.name() + ":" + directory
                    + "/.cfa cannot be written. Next: give the user the directory, as root:" + " install -d -o USER "
                    + directory + ", and check that its disk is not full");
        }
        Result end = talk.end();
        return new RolloutException(host.name() + ": the lock could not be taken: bash exited with " + end.exitStatus()
                + " " + end.error().strip() + ". Next: check that the host has bash");
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
