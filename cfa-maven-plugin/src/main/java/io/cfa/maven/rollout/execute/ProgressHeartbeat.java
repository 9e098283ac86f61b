package io.cfa.maven.rollout.execute;

import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says every half minute what is still being waited for, so that nothing is waited for in silence. */
final class ProgressHeartbeat {

    private static final int SECONDS = 30;
    private static final long PERIOD = SECONDS * 1000L;

    private ProgressHeartbeat() {}

    static <T> T during(String what, Consumer<String> progress, Supplier<T> work) {
        Timer timer = new Timer("cfa-patter", true);
        try {
            timer.schedule(task(what, progress), PERIOD, PERIOD);
            return work.get();
        } finally {
            timer.cancel();
        }
    }

    private static TimerTask task(String what, Consumer<String> progress) {
        return new TimerTask() {
            private int seconds;

            @Override
            public void run() {
                seconds += SECONDS;
                progress.accept(what + ": still running after " + seconds + " s");
            }
        };
    }
}
