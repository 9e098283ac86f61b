package io.cfa.maven.host.lock;

import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteSession;
import java.time.Duration;

/** Gives a conversation a sign of life every few seconds, for as long as it is open and this process lives. */
final class LockKeepAlive {

    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private LockKeepAlive() {}

    static void of(RemoteSession talk) {
        Thread thread = new Thread(() -> beat(talk), "cfa-lock");
        thread.setDaemon(true);
        thread.start();
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
