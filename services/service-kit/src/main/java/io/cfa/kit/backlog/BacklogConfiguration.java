package io.cfa.kit.backlog;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.queue.QueueWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The backlog of a service that has a database. */
@AutoConfiguration
@ConditionalOnProperty("spring.datasource.url")
public class BacklogConfiguration {

    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Bean
    Backlogs backlogs(
            JdbcClient database, ObjectProvider<QueueWorkers<?>> workers, @Value("${Release__Tag:}") String release) {
        return new Backlogs(database, workers.stream().map(QueueWorkers::table).toList(), release);
    }

    @Bean
    BackgroundTask backlogMetrics(Backlogs backlogs, ObjectProvider<MeterRegistry> meters, SchemaMigrator schema) {
        BacklogMetrics metrics = new BacklogMetrics(backlogs, meters.getObject());
        return new BackgroundTask("backlog", () -> schema.isReady() ? metrics.step() : MOMENT);
    }
}
