package io.cfa.kit.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One row of the outbox. */
record Event(long sequence, UUID id, String type, String aggregate, String data, Instant happenedAt) {

    /** In the binary mode of CloudEvents 1.0: a topic for each service, and the aggregate's id as the key, which keeps its events in order. */
    ProducerRecord<String, String> toCloudEvent(String service) {
        ProducerRecord<String, String> message = new ProducerRecord<>(service, aggregate, data);
        header(message, "ce_specversion", "1.0");
        header(message, "ce_id", id.toString());
        header(message, "ce_source", "urn:cfa:service:" + service);
        header(message, "ce_type", type);
        header(message, "ce_subject", aggregate);
        header(message, "ce_time", happenedAt.toString());
        header(message, "ce_partitionkey", aggregate);
        header(message, "content-type", "application/json");
        return message;
    }

    private static void header(ProducerRecord<String, String> message, String name, String value) {
        message.headers().add(name, value.getBytes(UTF_8));
    }
}
