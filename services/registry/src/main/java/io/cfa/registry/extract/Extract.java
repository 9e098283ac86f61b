package io.cfa.registry.extract;

import io.cfa.registry.asset.Holding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What an extract looks like as JSON, for the API's document; {@link JsonExtract} writes it line by line. */
@Schema(description = "The register at a moment that is over, signed; the same moment always gives the same bytes")
record Extract(
        @Schema(description = "What it is about: `asset` or `holder`", example = "asset") String kind,
        @Schema(
                        description = "The asset's id, or the sub of the holder's login",
                        example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55")
                String subject,
        @Schema(description = "The moment", example = "2026-11-24T09:30:00Z") Instant at,
        @Schema(description = "How many entries the chain had then", example = "42") long entries,
        @Schema(
                        description = "The hash of the last of them: SHA-256 in hexadecimal digits",
                        example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                String head,
        @Schema(description = "The assets that it tells of") List<Name> assets,
        @Schema(description = "Who held what, by the bytes of the holder, then by assets") List<Holding> holdings,
        @Schema(description = "What was arrested or pledged then, by ids") List<Encumbrance> restrictions,
        @Schema(
                        description =
                                "The SHA-256, in hexadecimal digits, over a line in UTF-8 for each asset, holding and restriction, with tabs"
                                        + " between the fields and a line feed behind: `asset`, id, units, issuer, the number of bytes of the name, the name;"
                                        + " `holding`, asset, units, holder; `restriction`, id, asset, kind, units or `*`, holder or `*`",
                        example = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae")
                String digest,
        @Schema(
                        description = "The Ed25519 key that signs the heads of the chain too: X.509 in Base64",
                        example = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
                String publicKey,
        @Schema(
                        description =
                                "The signature, in Base64, over seven lines in UTF-8 with a line feed between them: cfa-registry-extract,"
                                        + " kind, subject, at, entries, head, digest",
                        example =
                                "hgyY0il+MGCjP0JzlnkE6ifRfbbXhpMhe6PyrBM22b1mFUxRWHnSkwQ2KWYFQQ1hdwx1ix3dsqDhBhZ9eXzLBg==")
                String signature) {

    @Schema(name = "ExtractAsset", description = "An asset that an extract tells of")
    record Name(
            @Schema(description = "The asset's id", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID id,
            @Schema(description = "As it stands in the decision", example = "Receivables 2026/1") String name,
            @Schema(description = "The sub of the issuer's login", example = "b7c52b0d-0f63-4c53-8f3e-94f2a7a9f4c8")
                    String issuer,
            @Schema(description = "How many units exist", example = "1000") long units) {}

    @Schema(name = "ExtractRestriction", description = "What was arrested or pledged at the moment of an extract")
    record Encumbrance(
            @Schema(description = "The restriction's id", example = "6f1d2c3b-4a59-4687-9a0b-1c2d3e4f5a6b") UUID id,
            @Schema(description = "The asset", example = "e4a7c6f2-90d1-4f4b-8f0e-6c2d7b1a3f55") UUID asset,
            @Schema(
                            description = "Whose units; missing where it was the whole asset",
                            example = "8a1f6f0e-3b52-4f7e-a1a5-2d9f3c7e5b10")
                    String holder,
            @Schema(description = "What it was: `ARREST` or `PLEDGE`", example = "ARREST") String kind,
            @Schema(description = "How many units; missing where it was all", example = "250") Long units) {}
}
