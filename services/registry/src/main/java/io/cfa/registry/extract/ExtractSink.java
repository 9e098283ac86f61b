package io.cfa.registry.extract;

import io.cfa.registry.asset.Asset;
import io.cfa.registry.asset.Holding;
import io.cfa.registry.chain.Moments;
import io.cfa.registry.restriction.Restriction;
import java.io.IOException;

/** What an extract is written into, line by line, so that nobody has all of it in memory: first assets, then holdings, then restrictions. */
interface ExtractSink {

    /**
     * What vouches for an extract.
     *
     * @param digest    of its lines: {@link ExtractDigest}
     * @param publicKey the Ed25519 key that the signature is checked with: X.509, in Base64
     * @param signature over {@link ExtractDigest#content}, in Base64
     */
    record Seal(String digest, String publicKey, String signature) {}

    void begin(ExtractSubject subject, Moments.Position position) throws IOException;

    void asset(Asset asset) throws IOException;

    void holding(Holding holding) throws IOException;

    void restriction(Restriction restriction) throws IOException;

    void end(Seal seal) throws IOException;
}
