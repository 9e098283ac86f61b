package io.cfa.kit.outbox;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.SchemaMigrator;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of a service that has a database; where {@code Kafka__Enabled} is not true, they wait and no client of Kafka exists. The switch is read when
 * the service starts and is no condition of a bean: those are decided when an image is built (decision 112).
 */
@AutoConfiguration
@ConditionalOnProperty("spring.datasource.url")
public class OutboxConfiguration {

    @Bean
    EventPublisher outbox(JdbcClient database, JsonMapper json) {
        return new Outbox(database, json);
    }

    @Configuration(proxyBeanMethods = false)
    static class ToKafka {

        /** Made at the first event: a service starts before its broker has a name. */
        @Bean(destroyMethod = "close")
        @Lazy
        Producer<String, String> producer(
                @Value("${cfa.kafka.bootstrap-servers}") String servers,
                @Value("${spring.application.name}") String service) {
            return new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            servers,
                            ProducerConfig.CLIENT_ID_CONFIG,
                            service,
                            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                            true,
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            // the events wait in the table, not in this process
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            4L << 20,
                            ProducerConfig.LINGER_MS_CONFIG,
                            0,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            5000L,
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            4000,
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            8000),
                    new StringSerializer(),
                    new StringSerializer());
        }

        @Bean
        BackgroundTask publisher(
                JdbcClient database,
                PlatformTransactionManager transactions,
                ObjectProvider<Producer<String, String>> producer,
                SchemaMigrator schema,
                @Value("${cfa.kafka.enabled}") String enabled,
                @Value("${spring.application.name}") String service) {
            if (!enabled.strip().equalsIgnoreCase("true")) {
                return BackgroundTask.switchedOff("outbox");
            }
            OutboxPublisher publisher =
                    new OutboxPublisher(database, new TransactionTemplate(transactions), event -> producer.getObject()
                            .send(event.toCloudEvent(service)));
            return new BackgroundTask("outbox", () -> schema.isReady() ? publisher.step() : OutboxPublisher.PAUSE);
        }
    }
}
