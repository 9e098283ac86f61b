package io.cfa.kit.queue;

import java.util.Optional;

/**
 * What a worker does with an item: asks outside of any transaction, then writes down through the queue what followed.
 *
 * @param <T> the item
 */
public interface QueueStep<T> {

    /**
     * Makes one step; returns the lease while there is more to do now, and nothing when the item was finished or left for later. What it throws
     * is logged, and the step is tried again after the back-off.
     */
    Optional<Lease<T>> run(Lease<T> lease);
}
