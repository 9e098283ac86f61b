package io.cfa.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedExecutorTest {

    @Test
    void allAreRunButNoMoreAtOneTime() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        BoundedExecutor three = new BoundedExecutor(3, threads);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(2000);
        for (int i = 0; i < 2000; i++) {
            three.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                left.countDown();
            });
        }
        assertThat(left.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(most.get()).isBetween(1, 3);
        threads.shutdown();
    }
}
