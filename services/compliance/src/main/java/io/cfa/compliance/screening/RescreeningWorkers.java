package io.cfa.compliance.screening;

import io.cfa.compliance.watchlist.Listings;
import io.cfa.compliance.watchlist.Listings.Listing;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.queue.QueueWorkers;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionalEventListener;

/** The workers that compare what was listed with everybody, woken by each change of the list as soon as it is committed. */
@Configuration(proxyBeanMethods = false)
class RescreeningWorkers {

    /** Each takes a connection and a core while it compares; requests need both. */
    private static final int AT_ONCE = 2;

    @Bean
    QueueWorkers<Listing> comparingWithEverybody(
            Listings listings, Rescreening rescreening, SchemaMigrator schema, SimpleAsyncTaskExecutorBuilder threads) {
        return new QueueWorkers<>(
                listings.leases(),
                rescreening::next,
                schema::isReady,
                threads.threadNamePrefix("rescreening-").build(),
                AT_ONCE);
    }

    @Bean
    Alarm rescreeningAlarm(QueueWorkers<Listing> comparingWithEverybody) {
        return new Alarm(comparingWithEverybody);
    }

    record Alarm(QueueWorkers<Listing> workers) {

        @TransactionalEventListener
        void wake(Listings.Changed changed) {
            workers.wake();
        }
    }
}
