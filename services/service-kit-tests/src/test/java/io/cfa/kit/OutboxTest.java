package io.cfa.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
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

/** Events of a real service with a real database, on their way to a real broker; all tests share the service, and have aggregates of their own. */
class OutboxTest {

    private static final EmbeddedKafkaKraftBroker KAFKA = new EmbeddedKafkaKraftBroker(1, 3);
    private static final String DATABASE = Database.another();
    private static final String NAME = "things-" + UUID.randomUUID();

    private static ConfigurableApplicationContext service;

    record Version(int number) {}

    /** Kafka is off at first, and later is switched on. */
    @BeforeAll
    static void start() {
        KAFKA.afterPropertiesSet();
        try (ConfigurableApplicationContext off = service(false)) {
            publish(off, "waited-1", 1, 3);
            publish(off, "waited-2", 1, 3);
            for (int hours : List.of(23, 25)) {
                published(off, hours);
            }
            assertThat(off.getBeanNamesForType(Producer.class, true, false))
                    .noneMatch(off.getBeanFactory()::containsSingleton);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(thread -> thread.startsWith("outbox") || thread.startsWith("kafka-producer"));
            assertThat(waiting(off, "waited-1") + waiting(off, "waited-2")).isEqualTo(6);
        }
        service = service(true);
    }

    @AfterAll
    static void stop() {
        service.close();
        KAFKA.destroy();
    }

    @Test
    void whatWaitedWhileKafkaWasOffIsPublishedWhenItIsSwitchedOn() {
        assertThat(versions(messages("waited-1", 3))).isEqualTo(Map.of("waited-1", List.of(1, 2, 3)));
        assertThat(versions(messages("waited-2", 3))).isEqualTo(Map.of("waited-2", List.of(1, 2, 3)));
        await().atMost(ofMinutes(1)).until(() -> waiting(service, "waited-1") + waiting(service, "waited-2") == 0);
    }

    @Test
    void anEventIsACloudEvent() {
        publish(service, "one", 1, 1);
        ConsumerRecord<String, String> message = messages("one", 1).get(0);
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
                        "ce_source", "urn:cfa:service:" + NAME,
                        "ce_type", "io.cfa.things.thing-changed",
                        "ce_subject", "one",
                        "ce_partitionkey", "one",
                        "content-type", "application/json"));
    }

    @Test
    void twoInstancesPublishInTheOrderOfEachAggregateWhatManyWriteAtOnce() {
        List<String> aggregates =
                IntStream.range(0, 8).mapToObj(i -> "ordered-" + i).toList();
        try (ConfigurableApplicationContext two = service(true)) {
            Stream<CompletableFuture<Void>> writers = aggregates.stream()
                    .map(aggregate -> CompletableFuture.runAsync(() -> {
                        for (int version = 1; version <= 40; version++) {
                            publish(version % 2 == 0 ? service : two, aggregate, version, version);
                        }
                    }));
            writers.toList().forEach(CompletableFuture::join);
            Map<String, List<Integer>> arrived = versions(messages("ordered-", 320));
            List<Integer> inOrder = IntStream.rangeClosed(1, 40).boxed().toList();
            assertThat(arrived.keySet()).containsExactlyInAnyOrderElementsOf(aggregates);
            assertThat(arrived.values())
                    .allSatisfy(versions -> assertThat(versions).isEqualTo(inOrder));
        }
    }

    @Test
    void whileTheBrokerIsDownEventsWaitAndNoRequestDoes() {
        publish(service, "patient", 1, 2);
        messages("patient", 2);
        KAFKA.getCluster().brokers().get(0).shutdown();
        long before = System.nanoTime();
        publish(service, "patient", 3, 5);
        // a producer waits a minute for a broker
        assertThat(System.nanoTime() - before).isLessThan(ofSeconds(55).toNanos());
        await().during(ofSeconds(3)).atMost(ofMinutes(2)).until(() -> waiting(service, "patient") == 3);
        KAFKA.getCluster().brokers().get(0).startup();
        Map<String, List<Integer>> arrived = versions(messages("patient", 5));
        assertThat(arrived.get("patient").stream().distinct()).containsExactly(1, 2, 3, 4, 5);
        await().atMost(ofMinutes(2)).until(() -> waiting(service, "patient") == 0);
    }

    @Test
    void whatWasPublishedIsKeptForADay() {
        await().atMost(ofMinutes(2)).until(() -> service.getBean(JdbcClient.class)
                .sql("select aggregate from outbox where aggregate in ('23', '25')")
                .query(String.class)
                .list()
                .equals(List.of("23")));
    }

    private static void published(ConfigurableApplicationContext service, int hoursAgo) {
        service.getBean(JdbcClient.class)
                .sql("insert into outbox (type, aggregate, data, published_at)"
                        + " values ('t', :hours, '{}', now() - :hours::int * interval '1 hour')")
                .param("hours", String.valueOf(hoursAgo))
                .update();
    }

    private static ConfigurableApplicationContext service(boolean kafka) {
        ConfigurableApplicationContext service = SpringApplication.run(
                Things.class,
                "--server.port=0",
                "--spring.config.import=classpath:cfa-kit.yml",
                "--spring.application.name=" + NAME,
                "--spring.datasource.url=" + DATABASE,
                "--Database__User=postgres",
                "--Keycloak__JwksUri=" + Realm.OURS.keys(),
                "--Kafka__Enabled=" + kafka,
                "--Kafka__BootstrapServers=" + KAFKA.getBrokersAsString());
        await().atMost(ofMinutes(2)).until(service.getBean(SchemaMigrator.class)::isReady);
        return service;
    }

    private static void publish(ConfigurableApplicationContext service, String aggregate, int from, int to) {
        service.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            for (int version = from; version <= to; version++) {
                service.getBean(EventPublisher.class).publish("things.thing-changed", aggregate, new Version(version));
            }
        });
    }

    private static long waiting(ConfigurableApplicationContext service, String aggregate) {
        return service.getBean(JdbcClient.class)
                .sql("select count(*) from outbox where published_at is null and aggregate = :aggregate")
                .param("aggregate", aggregate)
                .query(Long.class)
                .single();
    }

    /** All messages of aggregates whose names begin so, once there are so many. */
    private static List<ConsumerRecord<String, String>> messages(String aggregate, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", KAFKA.getBrokersAsString(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(NAME));
            List<ConsumerRecord<String, String>> messages = new ArrayList<>();
            await().atMost(ofMinutes(2)).until(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(ofMillis(200))) {
                    if (message.key().startsWith(aggregate)) {
                        messages.add(message);
                    }
                }
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
