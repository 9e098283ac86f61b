package io.cfa.registry.chain;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Goes through the entries before the last signed head, which a proof from there does not read again: some thousand at a time, from the first to the
 * youngest, and each day anew. What it has found stands in every proof until it is gone.
 */
@Component
public class Patrol {

    private static final Logger LOG = LoggerFactory.getLogger(Patrol.class);
    private static final int AT_ONCE = 5_000;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final HashChain chain;
    private Walk walk = new Walk(HashChain.Head.NONE);
    private volatile Long firstBroken;

    /** Begins at the first entry. */
    public Patrol(HashChain chain) {
        this.chain = chain;
    }

    /** Reads on for a while; returns how long to rest before the next. */
    public Duration goOn() {
        return goOn(AT_ONCE);
    }

    /** Reads so many entries. */
    public synchronized Duration goOn(int most) {
        long before = walk.number();
        chain.each(before, most, walk::next);
        if (walk.broken() != null) {
            firstBroken = walk.broken();
            LOG.error("entry {} of the chain is not as it was written", firstBroken);
        }
        if (walk.number() - before == most && walk.broken() == null) {
            return BETWEEN;
        }
        if (walk.broken() == null) {
            firstBroken = null;
        }
        walk = new Walk(HashChain.Head.NONE);
        return DAY;
    }

    /** The number of the first entry that was found not to be as it was written; null where none was. */
    public Long firstBroken() {
        return firstBroken;
    }

    /** All entries were proven just now. */
    void nothingIsBroken() {
        firstBroken = null;
    }
}
