package io.cfa.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Database;
import io.cfa.contract.Realm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.transaction.support.TransactionTemplate;

/** Events of a real service with a real database, on their way to a real broker. */
class OutboxTest {

    private static final EmbeddedKafkaKraftBroker KAFKA = new EmbeddedKafkaKraftBroker(1, 3);

    private final String database = Database.another();
    private final String name = "things-" + UUID.randomUUID();

    record Version(int number) {}

    @BeforeAll
    static void broker() {
        KAFKA.afterPropertiesSet();
    }

    @AfterAll
    static void noBroker() {
        KAFKA.destroy();
    }

    @Test
    void whatWaitedWhileKafkaWasOffIsPublishedWhenItIsSwitchedOn() {
        try (ConfigurableApplicationContext off = service(false)) {
            publish(off, "one", 1, 3);
            publish(off, "two", 1, 3);
            assertThat(off.getBeanNamesForType(Producer.class)).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(thread -> thread.startsWith("outbox") || thread.startsWith("kafka-producer"));
            assertThat(waiting(off)).isEqualTo(6);
        }
        try (ConfigurableApplicationContext on = service(true)) {
            List<ConsumerRecord<String, String>> messages = messages(6);
            assertThat(versions(messages)).isEqualTo(Map.of("one", List.of(1, 2, 3), "two", List.of(1, 2, 3)));
            await().atMost(ofSeconds(10)).until(() -> waiting(on) == 0);
        }
    }

    @Test
    void anEventIsACloudEvent() {
        try (ConfigurableApplicationContext on = service(true)) {
            publish(on, "one", 1, 1);
            ConsumerRecord<String, String> message = messages(1).get(0);
            assertThat(message.key()).isEqualTo("one");
            assertThat(message.value()).isEqualTo("{\"number\":1}");
            Map<String, String> headers = new HashMap<>();
            for (Header header : message.headers()) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
            assertThat(UUID.fromString(headers.remove("ce_id"))).isNotNull();
            assertThat(Instant.parse(headers.remove("ce_time")))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
            assertThat(headers)
                    .isEqualTo(Map.of(
                            "ce_specversion", "1.0",
                            "ce_source", "urn:cfa:service:" + name,
                            "ce_type", "io.cfa.things.thing-changed",
                            "ce_subject", "one",
                            "ce_partitionkey", "one",
                            "content-type", "application/json"));
        }
    }

    @Test
    void twoInstancesPublishInTheOrderOfEachAggregateWhatManyWriteAtOnce() {
        List<String> aggregates = IntStream.range(0, 8).mapToObj(i -> "a" + i).toList();
        try (ConfigurableApplicationContext one = service(true);
                ConfigurableApplicationContext two = service(true)) {
            Stream<CompletableFuture<Void>> writers = aggregates.stream()
                    .map(aggregate -> CompletableFuture.runAsync(() -> {
                        for (int version = 1; version <= 40; version++) {
                            publish(version % 2 == 0 ? one : two, aggregate, version, version);
                        }
                    }));
            writers.toList().forEach(CompletableFuture::join);
            Map<String, List<Integer>> arrived = versions(messages(320));
            List<Integer> inOrder = IntStream.rangeClosed(1, 40).boxed().toList();
            assertThat(arrived.keySet()).containsExactlyInAnyOrderElementsOf(aggregates);
            assertThat(arrived.values())
                    .allSatisfy(versions -> assertThat(versions).isEqualTo(inOrder));
        }
    }

    @Test
    void whileTheBrokerIsDownEventsWaitAndNoRequestDoes() {
        try (ConfigurableApplicationContext service = service(true)) {
            publish(service, "one", 1, 2);
            messages(2);
            KAFKA.getCluster().brokers().get(0).shutdown();
            long before = System.nanoTime();
            publish(service, "one", 3, 5);
            assertThat(System.nanoTime() - before).isLessThan(ofSeconds(2).toNanos());
            await().during(ofSeconds(3)).atMost(ofSeconds(20)).until(() -> waiting(service) == 3);
            KAFKA.getCluster().brokers().get(0).startup();
            Map<String, List<Integer>> arrived = versions(messages(5));
            assertThat(arrived.get("one").stream().distinct()).containsExactly(1, 2, 3, 4, 5);
            await().atMost(ofSeconds(30)).until(() -> waiting(service) == 0);
        }
    }

    @Test
    void whatWasPublishedIsKeptForADay() {
        try (ConfigurableApplicationContext service = service(false)) {
            JdbcClient table = service.getBean(JdbcClient.class);
            for (int hours : List.of(23, 25)) {
                table.sql("insert into outbox (type, aggregate, data, published_at)"
                                + " values ('t', :hours, '{}', now() - :hours::int * interval '1 hour')")
                        .param("hours", String.valueOf(hours))
                        .update();
            }
        }
        try (ConfigurableApplicationContext service = service(true)) {
            await().atMost(ofSeconds(20)).until(() -> service.getBean(JdbcClient.class)
                    .sql("select aggregate from outbox")
                    .query(String.class)
                    .list()
                    .equals(List.of("23")));
        }
    }

    private ConfigurableApplicationContext service(boolean kafka) {
        ConfigurableApplicationContext service = SpringApplication.run(
                Things.class,
                "--server.port=0",
                "--spring.config.import=classpath:cfa-kit.yml",
                "--spring.application.name=" + name,
                "--spring.datasource.url=" + database,
                "--Database__User=postgres",
                "--Keycloak__JwksUri=" + Realm.OURS.keys(),
                "--Kafka__Enabled=" + kafka,
                "--Kafka__BootstrapServers=" + KAFKA.getBrokersAsString());
        await().atMost(ofSeconds(30)).until(service.getBean(SchemaMigrator.class)::isReady);
        return service;
    }

    private static void publish(ConfigurableApplicationContext service, String aggregate, int from, int to) {
        service.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            for (int version = from; version <= to; version++) {
                service.getBean(EventPublisher.class).publish("things.thing-changed", aggregate, new Version(version));
            }
        });
    }

    private static long waiting(ConfigurableApplicationContext service) {
        return service.getBean(JdbcClient.class)
                .sql("select count(*) from outbox where published_at is null")
                .query(Long.class)
                .single();
    }

    /** All messages, once there are so many. */
    private List<ConsumerRecord<String, String>> messages(int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", KAFKA.getBrokersAsString(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(name));
            List<ConsumerRecord<String, String>> messages = new ArrayList<>();
            await().atMost(ofSeconds(60)).until(() -> {
                consumer.poll(ofMillis(200)).forEach(messages::add);
                return messages.size() >= count;
            });
            return messages;
        }
    }

    private static Map<String, List<Integer>> versions(List<ConsumerRecord<String, String>> messages) {
        Map<String, List<Integer>> versions = new HashMap<>();
        for (ConsumerRecord<String, String> message : messages) {
            versions.computeIfAbsent(message.key(), aggregate -> new ArrayList<>())
                    .add(Integer.parseInt(message.value().replaceAll("\\D", "")));
        }
        return versions;
    }
}
