package io.cfa.settlement.trade;

import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.queue.QueueWorkers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The workers that settle what is due, some trades at once, woken by each request as soon as it is committed. More of them do not settle more where the
 * processors are busy, they only keep requests waiting: with 32 on two processors and 100 requests a second the gateway refused half of them, with four
 * none, and as many trades a second were settled.
 */
@Configuration(proxyBeanMethods = false)
class TradeWorkers {

    private static final int FEWEST = 4;
    private static final int MOST = 32;

    @Bean
    QueueWorkers<QueuedTrade> settlingTrades(
            TradeQueue queue,
            SagaExecutor saga,
            SchemaMigrator schema,
            SimpleAsyncTaskExecutorBuilder threads,
            @Value("${cfa.settlement.workers:#{null}}") Integer most) {
        return new QueueWorkers<>(
                queue.leases(),
                saga::step,
                schema::isReady,
                threads.threadNamePrefix("trade-").build(),
                most != null ? most : workers(Runtime.getRuntime().availableProcessors()));
    }

    /** Two for each processor, one of which waits for an answer while the other has the processor. */
    static int workers(int processors) {
        return Math.min(MOST, Math.max(FEWEST, 2 * processors));
    }

    @Bean
    Alarm tradeAlarm(QueueWorkers<QueuedTrade> settlingTrades) {
        return new Alarm(settlingTrades);
    }

    record Alarm(QueueWorkers<QueuedTrade> workers) {

        @TransactionalEventListener
        void wake(TradeService.Requested request) {
            workers.wake();
        }
    }
}
