package io.cfa.registry.chain;

import java.util.Arrays;
import java.util.HexFormat;

/** The rule of the chain: from the first entry to the head, each one's hash covers what it says and the hash before it. */
final class Walk {

    private long entries;
    private byte[] previous = Entry.NO_HASH;
    private Long firstBroken;

    void next(Entry entry, byte[] hash) {
        entries++;
        if (firstBroken == null) {
            boolean holds = entry.number() == entries && Arrays.equals(hash, entry.hash(previous));
            firstBroken = holds ? null : (Long) entries;
        }
        previous = hash;
    }

    Verification end(HashChain.Head head) {
        if (firstBroken == null && entries != head.entries()) {
            // the youngest are gone, or some came in behind the head's back
            firstBroken = Math.min(entries, head.entries()) + 1;
        } else if (firstBroken == null && !Arrays.equals(previous, head.hash())) {
            firstBroken = entries;
        }
        return new Verification(firstBroken == null, entries, HexFormat.of().formatHex(head.hash()), firstBroken);
    }
}
