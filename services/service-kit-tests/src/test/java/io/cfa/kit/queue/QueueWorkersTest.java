package io.cfa.kit.queue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.kit.RequestIds;
import io.cfa.kit.queue.Jobs.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueWorkersTest {

    private final Jobs jobs = new Jobs();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private QueueWorkers<Job> workers;

    @AfterEach
    void stop() {
        if (workers.isRunning()) {
            workers.stop();
        }
        threads.shutdownNow();
    }

    @Test
    void anItemGoesAsFarAsItGoesUnderTheIdOfItsRequest() {
        start(this::twoSteps);
        UUID id = jobs.add("from-a-browser");
        workers.wake();
        await().atMost(ofMinutes(1)).pollInterval(ofMillis(10)).until(() -> jobs.state(id)
                .equals("DONE"));
        assertThat(steps).containsExactly("NEW from-a-browser", "BEGUN from-a-browser");
    }

    @Test
    void whatFailsIsTriedAgainAndWhatAProcessLeftIsFoundWithoutAWake() {
        start(lease -> {
            if (lease.attempts() < 2) {
                throw new IllegalStateException("attempt " + lease.attempts());
            }
            return twoSteps(lease);
        });
        UUID id = jobs.add(null);
        await().pollInterval(ofMillis(10))
                .atMost(ofMinutes(1))
                .until(() -> jobs.column(id, "state = 'BEGUN' and attempts > 0").equals("true"));
        assertThat(steps).containsExactly("NEW none");
    }

    @Test
    void stoppingEndsTheStepAndHandsTheItemBack() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        start(lease -> {
            begun.countDown();
            await().atMost(ofMinutes(1)).until(() -> goOn.getCount() == 0);
            return twoSteps(lease);
        });
        UUID id = jobs.add(null);
        workers.wake();
        assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();

        Thread stopping = new Thread(workers::stop);
        stopping.start();
        await().atMost(ofMinutes(1)).until(() -> !workers.isRunning());
        goOn.countDown();
        stopping.join(120_000);
        assertThat(stopping.isAlive()).isFalse();
        assertThat(steps).containsExactly("NEW none");
        assertThat(jobs.state(id)).isEqualTo("BEGUN");
        assertThat(jobs.queue.take(1)).extracting(Lease::attempts).containsExactly(0);
    }

    private void start(QueueStep<Job> step) {
        workers = new QueueWorkers<>(jobs.queue, step, () -> true, threads, 2);
        workers.start();
    }

    private Optional<Lease<Job>> twoSteps(Lease<Job> lease) {
        steps.add(lease.item().state() + " " + RequestIds.current().orElse("none"));
        if (lease.item().state().equals("NEW")) {
            return jobs.queue.move(lease, Change.set("state = 'BEGUN'"));
        }
        jobs.queue.finish(lease, Change.set("state = 'DONE'"));
        return Optional.empty();
    }
}
