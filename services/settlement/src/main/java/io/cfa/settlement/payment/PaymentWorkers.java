package io.cfa.settlement.payment;

import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.queue.QueueWorkers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListener;

/** The workers that pay what is due, few payments at once, as each is of many holders. */
@Configuration(proxyBeanMethods = false)
class PaymentWorkers {

    @Bean
    QueueWorkers<PaymentQueue.Queued> payingHolders(
            PaymentQueue queue,
            PaymentSaga saga,
            SchemaMigrator schema,
            SimpleAsyncTaskExecutorBuilder threads,
            @Value("${cfa.settlement.payments-at-once:4}") int most) {
        return new QueueWorkers<>(
                queue.leases(),
                saga::step,
                schema::isReady,
                threads.threadNamePrefix("payment-").build(),
                most);
    }

    @Bean
    Alarm paymentAlarm(QueueWorkers<PaymentQueue.Queued> payingHolders) {
        return new Alarm(payingHolders);
    }

    record Alarm(QueueWorkers<PaymentQueue.Queued> workers) {

        @TransactionalEventListener
        void wake(PaymentService.Due due) {
            workers.wake();
        }
    }
}
