package io.cfa.kit.queue;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cfa.kit.queue.Jobs.Job;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurableQueueTest {

    private static final Change BEGUN = Change.set("state = :state").with("state", "BEGUN");
    private static final Change DONE = Change.set("state = 'DONE'");

    private final Jobs jobs = new Jobs();
    private final DurableQueue<Job> queue = jobs.queue;

    @Test
    void takeGivesWhatIsDueWithItsRequestOnceUntilTheLeaseHasRunOut() {
        UUID id = jobs.add("from-a-browser");
        assertThat(queue.take(10)).containsExactly(new Lease<>(new Job(id, "NEW"), id, 1, 0, "from-a-browser"));
        assertThat(queue.take(10)).isEmpty();
        assertThat(jobs.column(id, "due_at - now() between interval '29 s' and interval '30 s'"))
                .isEqualTo("true");

        jobs.expire(id);
        assertThat(queue.take(10)).extracting(Lease::number).containsExactly(2L);
    }

    @Test
    void takeGivesTheLongestWaitingFirst() {
        List<UUID> ids = IntStream.range(0, 3).mapToObj(i -> jobs.add(null)).toList();
        assertThat(queue.take(1)).extracting(Lease::key).containsExactly(ids.get(0));
        assertThat(queue.take(5)).extracting(Lease::key).containsExactlyInAnyOrder(ids.get(1), ids.get(2));
    }

    @Test
    void takersAtOnceShareWhatIsDue() {
        List<UUID> ids = IntStream.range(0, 60).mapToObj(i -> jobs.add(null)).toList();
        List<Object> taken = IntStream.range(0, 24)
                .parallel()
                .mapToObj(i -> queue.take(3))
                .flatMap(List::stream)
                .map(Lease::key)
                .toList();
        assertThat(taken).doesNotHaveDuplicates().isSubsetOf(ids);
        assertThat(queue.take(60)).hasSize(60 - taken.size());
    }

    @Test
    void afterAnotherHasTakenAnItemTheFirstChangesNothing() {
        UUID id = jobs.add(null);
        Lease<Job> first = queue.take(1).get(0);
        jobs.expire(id);
        Lease<Job> second = queue.take(1).get(0);

        assertThat(queue.move(first, BEGUN)).isEmpty();
        assertThat(queue.finish(first, DONE)).isEmpty();
        assertThat(queue.retry(first)).isFalse();
        assertThat(queue.handBack(first)).isFalse();
        assertThat(jobs.state(id)).isEqualTo("NEW");
        assertThat(queue.take(1)).isEmpty();
        assertThat(queue.finish(second, DONE)).contains(new Job(id, "DONE"));
    }

    @Test
    void everyChangeEndsTheLeaseThatItWasMadeUnder() {
        UUID id = jobs.add(null);
        Lease<Job> taken = queue.take(1).get(0);
        Lease<Job> moved = queue.move(taken, BEGUN).orElseThrow();
        assertThat(moved).isEqualTo(new Lease<>(new Job(id, "BEGUN"), id, 2, 0, null));
        assertThat(queue.move(taken, BEGUN)).isEmpty();

        assertThat(queue.finish(moved, DONE)).isPresent();
        assertThat(queue.finish(moved, DONE)).isEmpty();
        assertThat(queue.retry(moved)).isFalse();
        jobs.expire(id);
        assertThat(queue.take(1)).isEmpty();
        assertThat(jobs.column(id, "due_at is null")).isEqualTo("true");
    }

    @Test
    void ofWorkersThatFinishAtOnceOneDoes() {
        jobs.add(null);
        Lease<Job> lease = queue.take(1).get(0);
        List<Optional<Job>> ends = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> queue.finish(lease, DONE))
                .toList();
        assertThat(ends.stream().flatMap(Optional::stream)).hasSize(1);
    }

    @Test
    void whatFailedIsDueAfterThePauseAndItsNextStepStartsCountingAnew() {
        UUID id = jobs.add(null);
        assertThat(queue.postpone(queue.take(1).get(0), ofHours(1))).isTrue();
        assertThat(queue.take(1)).isEmpty();
        assertThat(jobs.column(id, "due_at - now() between interval '59 min' and interval '1 h'"))
                .isEqualTo("true");

        jobs.expire(id);
        Lease<Job> again = queue.take(1).get(0);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(queue.move(again, BEGUN)).map(Lease::attempts).contains(0);
    }

    @Test
    void whatIsHandedBackIsDueAtOnceAndHasNotFailed() {
        jobs.add(null);
        assertThat(queue.handBack(queue.take(1).get(0))).isTrue();
        assertThat(queue.take(1)).extracting(Lease::attempts).containsExactly(0);
    }

    @Test
    void aChangeMaySetAColumnToNothing() {
        UUID id = jobs.add("a-request");
        assertThat(queue.move(
                        queue.take(1).get(0), Change.set("request_id = :id").with("id", null)))
                .map(Lease::requestId)
                .isEmpty();
        assertThat(jobs.column(id, "request_id is null")).isEqualTo("true");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueueTable.named("job; drop table job"))
                .withMessage("no name of a table or a column: job; drop table job");
    }
}
