package io.cfa.registry.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A head of the chain that was proven and signed: whoever keeps it sees when a later chain does not go on from there.
 *
 * @param entries   how many entries there were
 * @param hash      that of the last, in hexadecimal digits
 * @param signedAt  when
 * @param publicKey the Ed25519 key that the signature is checked with: X.509, in Base64
 * @param signature over {@link #content(long, String)}, in Base64
 * @param holdings  the digest of what everybody held then ({@link HeldUnits}), in hexadecimal digits; null where a release of before has signed
 * @param holdingsSignature over {@link #content(long, String, String)}, in Base64; null likewise
 */
@Schema(description = "A head of the chain that was proven and signed")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Checkpoint(
        @Schema(description = "How many entries there were", example = "42", minimum = "1") long entries,
        @Schema(
                        description = "The hash of the last: SHA-256 in hexadecimal digits",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String hash,
        @Schema(description = "When it was signed", example = "2026-11-24T09:30:00.123456Z") Instant signedAt,
        @Schema(
                        description = "The Ed25519 key that the signature is checked with: X.509 in Base64",
                        example = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
                String publicKey,
        @Schema(
                        description = "The signature, in Base64, over three lines in UTF-8 with a line feed between"
                                + " them: cfa-registry-head, the number of entries, the hash",
                        example =
                                "hgyY0il+MGCjP0JzlnkE6ifRfbbXhpMhe6PyrBM22b1mFUxRWHnSkwQ2KWYFQQ1hdwx1ix3dsqDhBhZ9eXzLBg==")
                String signature,
        @Schema(
                        description =
                                "The SHA-256, in hexadecimal digits, over the SHA-256 of each group of holders whose first"
                                        + " three characters are the same, in their order; of a group over a line for each holding, by"
                                        + " the bytes of the holder, then by assets: the asset, the units, the number of bytes of the"
                                        + " holder, the holder, with tabs between them and a line feed behind; missing where a release"
                                        + " of before has signed",
                        example = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
                String holdings,
        @Schema(
                        description = "The signature, in Base64, over four lines: cfa-registry-holdings, the number of"
                                + " entries, the hash, the digest of the holdings; missing likewise",
                        example =
                                "hgyY0il+MGCjP0JzlnkE6ifRfbbXhpMhe6PyrBM22b1mFUxRWHnSkwQ2KWYFQQ1hdwx1ix3dsqDhBhZ9eXzLBg==")
                String holdingsSignature) {

    HashChain.Head head() {
        return new HashChain.Head(entries, HexFormat.of().parseHex(hash));
    }

    static byte[] content(long entries, String hash) {
        return String.join("\n", "cfa-registry-head", Long.toString(entries), hash)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] content(long entries, String hash, String holdings) {
        return String.join("\n", "cfa-registry-holdings", Long.toString(entries), hash, holdings)
                .getBytes(StandardCharsets.UTF_8);
    }
}
