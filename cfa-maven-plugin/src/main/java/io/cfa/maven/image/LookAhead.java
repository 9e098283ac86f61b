package io.cfa.maven.image;

import io.cfa.maven.image.cache.ImageException;

/** Asks beside a build what it will need, so that nobody waits for it then; the answer is where the question keeps it. */
final class LookAhead {

    private LookAhead() {}

    /** Begins a question whose failure is not told, as whoever needs its answer asks again. */
    static void begin(Runnable question) {
        Thread thread = new Thread(() -> ask(question), "cfa-ahead");
        // what nobody waits for does not keep Maven from ending
        thread.setDaemon(true);
        thread.start();
    }

    private static void ask(Runnable question) {
        try {
            question.run();
        } catch (ImageException e) {
            // told to who needs it
        }
    }
}
