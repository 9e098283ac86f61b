package io.cfa.kit;

/** Tells the other services what happened; where Kafka is switched off, nobody listens and nothing is sent. */
public interface Events {

    /**
     * Publishes one event.
     *
     * @param topic the topic, such as {@code identity.participant}
     * @param key   the aggregate's id: events of one key stay in order
     * @param event becomes JSON
     */
    void publish(String topic, String key, Object event);
}
