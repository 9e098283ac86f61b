package io.cfa.kit.queue;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.kit.queue.Jobs.Job;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leases of steps under way. No clock is waited for: that time has passed is put into the row. */
class LeaseRenewalTest {

    private static final String WHOLE = "due_at - now() > interval '50 minutes'";

    private final Jobs jobs = new Jobs();
    private final DurableQueue<Job> queue = jobs.queueWithLeaseOf(ofHours(1));
    private final LeaseRenewal<Job> renewal = new LeaseRenewal<>(queue);

    @Test
    void aStepThatTakesLongKeepsItsLeaseAndItsNumber() {
        UUID id = jobs.add(null);
        Lease<Job> lease = taken();
        renewal.begin(this, lease);
        nearlyOver(id);
        renewal.round();
        assertThat(jobs.column(id, WHOLE)).as("a lease of this round is young").isEqualTo("false");
        for (int round = 0; round < 10; round++) {
            nearlyOver(id);
            assertThat(renewal.round()).isEqualTo(ofMinutes(15));
            assertThat(jobs.column(id, WHOLE)).isEqualTo("true");
            assertThat(queue.take(1)).isEmpty();
        }
        assertThat(queue.finish(lease, Change.set("state = 'DONE'"))).contains(new Job(id, "DONE"));
    }

    @Test
    void whatAnotherHasTakenIsNotTakenBack() {
        UUID id = jobs.add(null);
        renewal.begin(this, taken());
        renewal.round();
        jobs.expire(id);
        Lease<Job> others = taken();
        nearlyOver(id);
        String due = jobs.column(id, "due_at");
        renewal.round();
        assertThat(jobs.column(id, "due_at")).isEqualTo(due);
        assertThat(queue.renew(others)).isTrue();
    }

    @Test
    void whatWasFinishedPostponedOrHandedBackIsNotRenewed() {
        List<Lease<Job>> leases = IntStream.range(0, 3)
                .mapToObj(i -> {
                    jobs.add(null);
                    return taken();
                })
                .toList();
        leases.forEach(lease -> renewal.begin(lease, lease));
        renewal.round();
        queue.finish(leases.get(0), Change.set("state = 'DONE'"));
        queue.postpone(leases.get(1), ofHours(3));
        queue.handBack(leases.get(2));
        renewal.round();
        assertThat(jobs.column((UUID) leases.get(0).key(), "due_at is null")).isEqualTo("true");
        assertThat(jobs.column((UUID) leases.get(1).key(), "due_at > now() + interval '2 hours'"))
                .isEqualTo("true");
        assertThat(taken().key()).isEqualTo(leases.get(2).key());
    }

    @Test
    void whatWasInHandOfAProcessThatIsGoneRunsOut() {
        UUID id = jobs.add(null);
        renewal.begin(this, taken());
        renewal.round();
        renewal.end(this);
        nearlyOver(id);
        renewal.round();
        assertThat(jobs.column(id, WHOLE)).isEqualTo("false");
        jobs.expire(id);
        assertThat(taken().number()).isEqualTo(2);
    }

    @Test
    void workersRenewWhatTheyAreAt() {
        List<String> runs = new CopyOnWriteArrayList<>();
        UUID id = jobs.add(null);
        DurableQueue<Job> brief = jobs.queueWithLeaseOf(ofMillis(400));
        ExecutorService threads = Executors.newCachedThreadPool();
        QueueWorkers<Job> workers = new QueueWorkers<>(
                brief,
                lease -> {
                    runs.add(jobs.column(id, "due_at"));
                    // nobody else is there to take it, so what changes is the renewal
                    for (int renewals = 0; renewals < 3; renewals++) {
                        String due = jobs.column(id, "due_at");
                        await().atMost(ofMinutes(2))
                                .until(() -> !jobs.column(id, "due_at").equals(due));
                    }
                    brief.finish(lease, Change.set("state = 'DONE'"));
                    return Optional.empty();
                },
                () -> true,
                threads,
                1);
        workers.start();
        try {
            await().atMost(ofMinutes(2)).until(() -> jobs.state(id).equals("DONE"));
        } finally {
            workers.stop();
            threads.shutdownNow();
        }
        assertThat(runs).hasSize(1);
    }

    private Lease<Job> taken() {
        return queue.take(1).get(0);
    }

    private void nearlyOver(UUID id) {
        jobs.database
                .sql("update job set due_at = now() + interval '2 minutes' where id = :id")
                .param("id", id)
                .update();
    }
}
