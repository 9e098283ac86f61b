package io.cfa.issuance.issue;

import io.cfa.issuance.issue.PlacementQueue.Placement;
import io.cfa.issuance.issue.PlacementService.PlacementBegun;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.queue.QueueWorkers;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListener;

/** The workers that drive placements, woken by each request as soon as it is committed. */
@Configuration(proxyBeanMethods = false)
class PlacementWorkers {

    private static final int AT_ONCE = 8;

    @Bean
    QueueWorkers<Placement> drivingPlacements(
            PlacementQueue queue, PlacementStep step, SchemaMigrator schema, SimpleAsyncTaskExecutorBuilder threads) {
        return new QueueWorkers<>(
                queue.leases(),
                step::run,
                schema::isReady,
                threads.threadNamePrefix("placement-").build(),
                AT_ONCE);
    }

    @Bean
    Alarm placementAlarm(QueueWorkers<Placement> drivingPlacements) {
        return new Alarm(drivingPlacements);
    }

    record Alarm(QueueWorkers<Placement> workers) {

        @TransactionalEventListener
        void wake(PlacementBegun placement) {
            workers.wake();
        }
    }
}
