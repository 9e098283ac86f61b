package io.cfa.maven.host.lock;

import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteSession;
import java.time.Duration;

/** What a conversation that holds a lock says: a sign of life every few seconds, and a word at its end. */
final class LockConversation {

    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private LockConversation() {}

    /** For as long as it is open and this process lives. */
    static void keepAlive(RemoteSession talk) {
        Thread thread = new Thread(() -> beat(talk), "cfa-lock");
        thread.setDaemon(true);
        thread.start();
    }

    /** Gives the lock up; one whose connection is gone ends by itself. */
    static void end(RemoteSession talk) {
        try {
            talk.send("bye");
            talk.end();
        } catch (RemoteException e) {
            // the host hears nothing more, and takes it as the end
        }
        talk.close();
    }

    private static void beat(RemoteSession talk) {
        try {
            while (talk.isOpen()) {
                talk.send("");
                Thread.sleep(BETWEEN.toMillis());
            }
        } catch (RemoteException e) {
            // whoever needs the conversation finds it closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
