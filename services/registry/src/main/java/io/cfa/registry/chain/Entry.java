package io.cfa.registry.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;

import io.cfa.kit.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * One entry of the ledger, which is both of its sides at once: what is taken from one holder is given to another.
 *
 * @param number    its place in the chain, from one on, without gaps
 * @param id        that of the asset where units come into being, that of the transfer otherwise
 * @param asset     of which asset
 * @param from      who gives; null where the units come into being
 * @param to        who gets
 * @param units     how many
 * @param enteredAt when, to the microsecond
 */
public record Entry(long number, UUID id, UUID asset, String from, String to, long units, Instant enteredAt) {

    /** What stands before the first entry. */
    static final byte[] NO_HASH = new byte[32];

    /**
     * The SHA-256 of eight lines in UTF-8, with a line feed between them: the previous entry's hash in hexadecimal digits, the number, the id,
     * the asset, who gives (empty where nobody does), who gets, the units, the microseconds since 1970.
     */
    public byte[] hash(byte[] previous) {
        String content = String.join(
                "\n",
                HexFormat.of().formatHex(previous),
                Long.toString(number),
                id.toString(),
                asset.toString(),
                from == null ? "" : from,
                to,
                Long.toString(units),
                Long.toString(MICROS.between(Instant.EPOCH, enteredAt)));
        return Sha256.of(content.getBytes(UTF_8));
    }
}
