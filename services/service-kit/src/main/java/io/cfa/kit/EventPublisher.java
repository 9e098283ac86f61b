package io.cfa.kit;

/** Tells the other services what happened; it is written down together with that, and published whenever Kafka is switched on. */
public interface EventPublisher {

    /**
     * Writes one event into the outbox, in the caller's transaction; without one it fails. Events of one aggregate stay in order if its row is
     * locked or written before.
     *
     * @param type      what happened, such as {@code settlement.trade-done}
     * @param aggregate the id of what it happened to
     * @param data      becomes JSON
     */
    void publish(String type, String aggregate, Object data);
}
