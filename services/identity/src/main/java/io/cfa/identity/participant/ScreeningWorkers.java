package io.cfa.identity.participant;

import io.cfa.identity.participant.ParticipantService.Registered;
import io.cfa.identity.participant.ScreeningQueue.Unscreened;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.queue.QueueWorkers;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListener;

/** The workers that ask compliance, woken by each registration as soon as it is committed. */
@Configuration(proxyBeanMethods = false)
class ScreeningWorkers {

    private static final int AT_ONCE = 8;

    @Bean
    QueueWorkers<Unscreened> screeningParticipants(
            ScreeningQueue queue, ScreeningStep step, SchemaMigrator schema, SimpleAsyncTaskExecutorBuilder threads) {
        return new QueueWorkers<>(
                queue.leases(),
                step::run,
                schema::isReady,
                threads.threadNamePrefix("screening-").build(),
                AT_ONCE);
    }

    @Bean
    Alarm screeningAlarm(QueueWorkers<Unscreened> screeningParticipants) {
        return new Alarm(screeningParticipants);
    }

    record Alarm(QueueWorkers<Unscreened> workers) {

        @TransactionalEventListener
        void wake(Registered registered) {
            workers.wake();
        }
    }
}
