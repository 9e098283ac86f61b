package io.cfa.maven.image.registry;

import com.google.common.base.Throwables;
import io.cfa.maven.image.cache.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * What may be asked of one registry side by side: by the caller and at most {@value #AIDES} threads that all modules of a build share. The
 * caller works too, so that what is asked from within an answer never waits for a free thread.
 */
final class ParallelRequests {

    private static final int AIDES = 3;
    private static final int IDLE_SECONDS = 5;

    private final ThreadPoolExecutor aides =
            new ThreadPoolExecutor(AIDES, AIDES, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread aide = new Thread(work, "cfa-registry");
                aide.setDaemon(true);
                return aide;
            });

    ParallelRequests() {
        aides.allowCoreThreadTimeOut(true);
    }

    /**
     * Asks a question for each of some things.
     *
     * @return the answers, in the order of the things
     * @throws RuntimeException that of the first thing whose question failed; what had not begun by then is not asked any more
     */
    <Q, A> List<A> all(List<Q> things, Function<Q, A> question) {
        Round<Q, A> round = new Round<>(things, question);
        List<Runnable> waiting = new ArrayList<>();
        for (int aide = 0; aide < Math.min(AIDES, things.size() - 1); aide++) {
            Runnable work = round::join;
            waiting.add(work);
            aides.execute(work);
        }
        round.work();
        // who has not come yet is not needed any more
        waiting.stream().filter(aides::remove).forEach(work -> round.left.countDown());
        return round.answers();
    }

    /** One call: whoever has time takes the next thing. */
    private static final class Round<Q, A> {

        private final List<Q> things;
        private final Function<Q, A> question;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<A> answers;
        private final AtomicReferenceArray<Throwable> failures;
        private final CountDownLatch left;
        private volatile boolean failed;

        Round(List<Q> things, Function<Q, A> question) {
            this.things = things;
            this.question = question;
            this.answers = new AtomicReferenceArray<>(things.size());
            this.failures = new AtomicReferenceArray<>(things.size());
            this.left = new CountDownLatch(Math.min(AIDES, Math.max(0, things.size() - 1)));
        }

        void join() {
            try {
                work();
            } finally {
                left.countDown();
            }
        }

        void work() {
            for (int place = next.getAndIncrement(); place < things.size() && !failed; place = next.getAndIncrement()) {
                try {
                    answers.set(place, question.apply(things.get(place)));
                } catch (RuntimeException | Error e) {
                    // an error too: what has no answer must not look like one
                    failures.set(place, e);
                    failed = true;
                }
            }
        }

        List<A> answers() {
            try {
                left.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ImageException("interrupted while a registry was asked. Next: run it again", e);
            }
            List<A> all = new ArrayList<>();
            for (int place = 0; place < things.size(); place++) {
                if (failures.get(place) != null) {
                    Throwables.throwIfUnchecked(failures.get(place));
                }
                all.add(answers.get(place));
            }
            return all;
        }
    }
}
