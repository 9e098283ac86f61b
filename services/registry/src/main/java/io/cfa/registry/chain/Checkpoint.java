package io.cfa.registry.chain;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A head of the chain that was proven and signed: whoever keeps it sees when a later chain does not go on from there.
 *
 * @param entries   how many entries there were
 * @param hash      that of the last, in hexadecimal digits
 * @param signedAt  when
 * @param publicKey the Ed25519 key that the signature is checked with: X.509, in Base64
 * @param signature over {@link #content()}, in Base64
 */
@Schema(description = "A head of the chain that was proven and signed")
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
                String signature) {

    byte[] content() {
        return content(entries, hash);
    }

    static byte[] content(long entries, String hash) {
        return String.join("\n", "cfa-registry-head", Long.toString(entries), hash)
                .getBytes(StandardCharsets.UTF_8);
    }
}
