package io.cfa.kit;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.json.JsonMapper;

/** Publishes events to Kafka where {@code Kafka__Enabled=true}; otherwise no client of Kafka exists in the process. */
@Configuration(proxyBeanMethods = false)
class EventPublishing {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublishing.class);

    @Bean
    @ConditionalOnProperty(name = "cfa.kafka.enabled", havingValue = "false", matchIfMissing = true)
    Events unpublished() {
        return (topic, key, event) -> LOG.debug("Kafka is off: {} of {} is not published", topic, key);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "cfa.kafka.enabled", havingValue = "true")
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
                            // a request waits no longer than this for a broker that is away
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            2000L),
                    new StringSerializer(),
                    new StringSerializer());
        }

        @Bean
        Events published(ObjectProvider<Producer<String, String>> producer, JsonMapper json) {
            return (topic, key, event) -> {
                var message = new ProducerRecord<>(topic, key, json.writeValueAsString(event));
                try {
                    producer.getObject().send(message, (metadata, failure) -> report(topic, key, failure));
                } catch (BeanCreationException | KafkaException e) {
                    report(topic, key, e);
                }
            };
        }

        private static void report(String topic, String key, Exception failure) {
            if (failure != null) {
                LOG.error("{} of {} could not be published: {}", topic, key, failure.toString());
            }
        }
    }
}
