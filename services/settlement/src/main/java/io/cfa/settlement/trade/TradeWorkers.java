package io.cfa.settlement.trade;

import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.queue.QueueWorkers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListener;

/** The workers that settle what is due, many trades at once, woken by each request as soon as it is committed. */
@Configuration(proxyBeanMethods = false)
class TradeWorkers {

    @Bean
    QueueWorkers<QueuedTrade> settlingTrades(
            TradeQueue queue,
            SagaExecutor saga,
            SchemaMigrator schema,
            SimpleAsyncTaskExecutorBuilder threads,
            @Value("${cfa.settlement.workers:32}") int most) {
        return new QueueWorkers<>(
                queue.leases(),
                saga::step,
                schema::isReady,
                threads.threadNamePrefix("trade-").build(),
                most);
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
