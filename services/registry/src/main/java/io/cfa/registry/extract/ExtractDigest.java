package io.cfa.registry.extract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.Sha256;
import io.cfa.registry.asset.Asset;
import io.cfa.registry.asset.Holding;
import io.cfa.registry.chain.Moments;
import io.cfa.registry.restriction.Restriction;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SHA-256 over the lines of an extract, in their order, each ended by a line feed, in UTF-8, with a tab between its fields:
 *
 * <ul>
 *   <li>{@code asset}, id, units, issuer, number of bytes of the name, name;
 *   <li>{@code holding}, asset, units, holder;
 *   <li>{@code restriction}, id, asset, kind, units or {@code *} for all, holder or {@code *} for all.
 * </ul>
 */
final class ExtractDigest {

    private final MessageDigest digest = Sha256.digest();

    void asset(Asset asset) {
        int bytes = asset.name().getBytes(UTF_8).length;
        line("asset", asset.id(), asset.units(), asset.issuer(), bytes, asset.name());
    }

    void holding(Holding holding) {
        line("holding", holding.asset(), holding.units(), holding.holder());
    }

    void restriction(Restriction restriction) {
        line(
                "restriction",
                restriction.id(),
                restriction.asset(),
                restriction.kind(),
                restriction.units() == null ? "*" : restriction.units(),
                restriction.holder() == null ? "*" : restriction.holder());
    }

    private void line(Object... fields) {
        String line = Stream.of(fields).map(String::valueOf).collect(Collectors.joining("\t", "", "\n"));
        digest.update(line.getBytes(UTF_8));
    }

    /** In hexadecimal digits. */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is signed: seven lines with a line feed between them. */
    static byte[] content(ExtractSubject subject, Moments.Position position, String digest) {
        return String.join(
                        "\n",
                        "cfa-registry-extract",
                        subject.word(),
                        subject.id(),
                        position.at().toString(),
                        Long.toString(position.entries()),
                        position.hash(),
                        digest)
                .getBytes(UTF_8);
    }
}
