package io.cfa.gateway;

import static java.time.Duration.ofMinutes;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cfa.kit.DomainException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    @Test
    void aServiceTakesItsOwnPlacesThenTheSharedOnesThenNone() throws InterruptedException {
        Bulkhead.Shared shared = new Bulkhead.Shared(1, 0);
        Bulkhead slow = new Bulkhead("slow", 1, shared);
        Bulkhead quick = new Bulkhead("quick", 1, shared);
        long deadline = System.nanoTime() + SECONDS.toNanos(60);
        slow.enter(deadline);
        Bulkhead.Place borrowed = slow.enter(deadline);
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> slow.enter(deadline))
                .withMessage("Too many requests wait for the service slow already.");

        Bulkhead.Place own = quick.enter(deadline);
        assertThatExceptionOfType(DomainException.class).isThrownBy(() -> quick.enter(deadline));
        own.close();
        quick.enter(deadline);
        borrowed.close();
        assertThat(quick.enter(deadline)).isNotNull();
    }

    @Test
    void someWaitForASharedPlaceUntilTheirTimeIsOver() throws Exception {
        Bulkhead.Shared shared = new Bulkhead.Shared(1, 1);
        Bulkhead slow = new Bulkhead("slow", 0, shared);
        Bulkhead.Place first = slow.enter(System.nanoTime());
        CompletableFuture<Bulkhead.Place> second = supplyAsync(() -> enter(slow));
        await().atMost(ofMinutes(1)).until(() -> shared.waiting().availablePermits() == 0);
        assertThat(second).isNotDone();
        first.close();
        assertThat(second.get(120, SECONDS)).isNotNull();
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> slow.enter(System.nanoTime() + MILLISECONDS.toNanos(20)));
        assertThat(shared.waiting().availablePermits()).as("others may wait").isOne();
    }

    private static Bulkhead.Place enter(Bulkhead bulkhead) {
        try {
            return bulkhead.enter(System.nanoTime() + SECONDS.toNanos(60));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
