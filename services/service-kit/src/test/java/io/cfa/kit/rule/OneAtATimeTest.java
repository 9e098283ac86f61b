package io.cfa.kit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cfa.kit.DomainException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

    @Test
    void whoeverComesWhileAnotherIsInIsToldSoAndMayComeAgain() throws Exception {
        OneAtATime gate = new OneAtATime(Duration.ofMillis(1));
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> gate.run(() -> {
            in.countDown();
            await(leave);
            return "first";
        }));
        in.await();
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> gate.run(() -> "second"))
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo("proof-under-way"));
        leave.countDown();
        assertThat(first.join()).isEqualTo("first");
        assertThat(gate.run(() -> "third")).isEqualTo("third");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
