package io.cfa.maven.host;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for questions that may never be answered: none of them keeps the build from its end. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** As many threads as there is work at a time. */
    public static ExecutorService executor() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "cfa-verify");
            thread.setDaemon(true);
            return thread;
        });
    }
}
