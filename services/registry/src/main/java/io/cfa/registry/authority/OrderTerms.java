package io.cfa.registry.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.Sha256;
import io.cfa.registry.authority.AuthorityOrder.Kind;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;

/**
 * What is asked for; what is null is not named.
 *
 * @param kind           what it is
 * @param asset          of which asset; null where a restriction or a transfer says so
 * @param holder         whose units
 * @param heir           who gets them
 * @param units          how many
 * @param restriction    what ends with it
 * @param transfer       what is reversed
 * @param documentSha256 of the document that orders it
 * @param reason         why
 */
record OrderTerms(
        Kind kind,
        UUID asset,
        String holder,
        String heir,
        Long units,
        UUID restriction,
        UUID transfer,
        String documentSha256,
        String reason) {

    boolean areThoseOf(AuthorityOrder order) {
        return kind == order.kind()
                && (asset == null || asset.equals(order.asset()))
                && (holder == null || holder.equals(order.holder()))
                && (heir == null || heir.equals(order.heir()))
                && (units == null || units.equals(order.units()))
                && Objects.equals(restriction, order.restriction())
                && Objects.equals(transfer, order.transfer())
                && documentSha256.equals(order.documentSha256())
                && reason.equals(order.reason());
    }

    /**
     * The id of the entry of an order: of version 8 (RFC 9562), the first bytes of a SHA-256 that covers the order's id, its kind and its document, so that
     * the chain vouches for the document too.
     */
    static UUID entryOf(AuthorityOrder order) {
        String content = String.join(
                "\n", "cfa-registry-order", order.id().toString(), order.kind().name(), order.documentSha256());
        ByteBuffer digest = ByteBuffer.wrap(Sha256.of(content.getBytes(UTF_8)));
        long most = digest.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L;
        long least = digest.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }
}
