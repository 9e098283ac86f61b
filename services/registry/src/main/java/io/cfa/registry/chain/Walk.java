package io.cfa.registry.chain;

import java.util.Arrays;

/** The rule of the chain: from an entry that is believed to the head, each one's hash covers what it says and the hash before it. */
final class Walk {

    private long number;
    private byte[] previous;
    private Long firstBroken;

    /** Begins behind what is believed: nothing, or a signed checkpoint. */
    Walk(HashChain.Head believed) {
        this.number = believed.entries();
        this.previous = believed.hash();
    }

    void next(Entry entry, byte[] hash) {
        number++;
        if (firstBroken == null) {
            boolean holds = entry.number() == number && Arrays.equals(hash, entry.hash(previous));
            firstBroken = holds ? null : (Long) number;
        }
        previous = hash;
    }

    /** The number of the first entry that is missing or not as it was written; null where all are, up to the head. */
    Long firstBroken(HashChain.Head head) {
        if (firstBroken == null && number != head.entries()) {
            // the youngest are gone, or some came in behind the head's back
            return Math.min(number, head.entries()) + 1;
        }
        if (firstBroken == null && !Arrays.equals(previous, head.hash())) {
            return number;
        }
        return firstBroken;
    }

    /** The number of the first that was found so far; null where none was. */
    Long broken() {
        return firstBroken;
    }

    long number() {
        return number;
    }
}
