package io.cfa.kit.queue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of steps that are under way, four times in the life of a lease, so that a lease may be short and a step still take as long as it takes.
 * It ends with the process: what a killed one had is another's when the lease has run out. A lease that another has taken is never taken back.
 *
 * @param <T> the item
 */
final class LeaseRenewal<T> {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

    private final DurableQueue<T> queue;
    private final Map<Object, Held<T>> held = new ConcurrentHashMap<>();

    LeaseRenewal(DurableQueue<T> queue) {
        this.queue = queue;
    }

    private record Held<T>(Lease<T> lease, boolean isOld) {}

    /** A worker begins a step under this lease; what it had before is over. */
    void begin(Object worker, Lease<T> lease) {
        held.put(worker, new Held<>(lease, false));
    }

    /** A worker has nothing in hand any more. */
    void end(Object worker) {
        held.remove(worker);
    }

    /** Renews what was in hand at the last round already; to be called again after the pause that it returns. */
    Duration round() {
        held.forEach((worker, one) -> {
            if (!one.isOld()) {
                held.replace(worker, one, new Held<>(one.lease(), true));
            } else if (!queue.renew(one.lease())) {
                LOG.debug(
                        "{} {} is another's by now, or being written",
                        queue.name(),
                        one.lease().key());
            }
        });
        return queue.lease().dividedBy(4);
    }
}
