package io.cfa.kit.edge.connection;

import static java.time.Duration.ofMinutes;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkSlotsTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch meeting = new CountDownLatch(3);
    private final WorkSlots slots = new WorkSlots(3, threads);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void soManyRunAtOneTimeAndAllRun() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(500);
        range(0, 500)
                .parallel()
                .forEach(i -> slots.execute(() -> {
                    work();
                    done.countDown();
                }));
        assertThat(done.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(most).hasValue(3);
    }

    @Test
    void whoWaitsForACallerStepsAsideAndComesBackWithinTheBound() throws InterruptedException {
        CountDownLatch callers = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(6);
        for (int i = 0; i < 6; i++) {
            slots.execute(() -> {
                aside(callers);
                work();
                slow.countDown();
            });
        }
        CountDownLatch others = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            slots.execute(() -> {
                work();
                others.countDown();
            });
        }
        assertThat(others.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(slow.getCount()).isEqualTo(6);
        callers.countDown();
        range(0, 200).forEach(i -> slots.execute(this::work));
        assertThat(slow.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(most).hasValue(3);
    }

    @Test
    void aTaskThatFailsGivesItsSlotBack() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            slots.execute(() -> {
                throw new IllegalStateException("meant");
            });
        }
        slots.execute(done::countDown);
        assertThat(done.await(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whomTheWaitWasInVainForGoesOnWithoutASlot() throws InterruptedException {
        CountDownLatch failed = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            slots.execute(() -> {
                try {
                    WorkSlots.aside(() -> {
                        throw new IOException("cut off");
                    });
                } catch (IOException e) {
                    failed.countDown();
                }
            });
        }
        assertThat(failed.await(2, TimeUnit.MINUTES)).isTrue();
        soManyRunAtOneTimeAndAllRun();
    }

    @Test
    void aThreadWithoutASlotWaitsWithoutOne() throws IOException {
        assertThat(WorkSlots.<String>aside(() -> "came")).isEqualTo("came");
        await().atMost(ofMinutes(1)).until(() -> running.get() == 0);
    }

    /** The first three meet: that they run at one time is no matter of luck. */
    private void work() {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        meeting.countDown();
        try {
            meeting.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        running.decrementAndGet();
    }

    private static void aside(CountDownLatch until) {
        try {
            WorkSlots.aside(() -> {
                try {
                    return until.await(2, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
