package io.cfa.registry.extract;

import io.cfa.kit.DomainException;
import io.cfa.kit.rule.OneAtATime;
import io.cfa.registry.asset.Asset;
import io.cfa.registry.asset.Holding;
import io.cfa.registry.chain.HeadSigner;
import io.cfa.registry.chain.Moments;
import io.cfa.registry.restriction.Restriction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rule of extracts: they are of a moment that is over, which is closed first, so that the same moment gives the same bytes for good; all of one is read
 * at one instant, and signed with the key of the chain's heads. One at a time, as each reads all holders of an asset.
 */
@Service
class ExtractService {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Moments moments;
    private final ExtractRows rows;
    private final HeadSigner signer;
    private final TransactionTemplate oneInstant;
    private final OneAtATime oneAtATime = new OneAtATime();

    ExtractService(Moments moments, ExtractRows rows, HeadSigner signer, PlatformTransactionManager transactions) {
        this.moments = moments;
        this.rows = rows;
        this.signer = signer;
        this.oneInstant = new TransactionTemplate(transactions);
        oneInstant.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneInstant.setReadOnly(true);
    }

    /** Writes an extract; what goes wrong on the way leaves it without a signature. */
    void write(ExtractSubject subject, Instant at, ExtractSink sink) {
        if (!signer.hasKey()) {
            throw new DomainException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-signing-key",
                    "There is no key that an extract could be signed with.");
        }
        Moments.Position position = moments.close(at);
        oneAtATime.run(() -> oneInstant.execute(transaction -> {
            try {
                Signing signing = new Signing(sink);
                sink.begin(subject, position);
                rows.writeTo(signing, subject, position, LONGEST);
                if (subject.kind() == ExtractSubject.Kind.ASSET && signing.assets == 0) {
                    throw DomainException.notFound("There was no such asset at that moment.");
                }
                String digest = signing.digest.value();
                sink.end(new ExtractSink.Seal(
                        digest, signer.publicKey(), signer.sign(ExtractDigest.content(subject, position, digest))));
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    /** Digests the lines on their way. */
    private static final class Signing implements ExtractSink {

        private final ExtractSink sink;
        private final ExtractDigest digest = new ExtractDigest();
        private int assets;

        Signing(ExtractSink sink) {
            this.sink = sink;
        }

        @Override
        public void begin(ExtractSubject subject, Moments.Position position) throws IOException {
            sink.begin(subject, position);
        }

        @Override
        public void asset(Asset asset) throws IOException {
            assets++;
            digest.asset(asset);
            sink.asset(asset);
        }

        @Override
        public void holding(Holding holding) throws IOException {
            digest.holding(holding);
            sink.holding(holding);
        }

        @Override
        public void restriction(Restriction restriction) throws IOException {
            digest.restriction(restriction);
            sink.restriction(restriction);
        }

        @Override
        public void end(Seal seal) throws IOException {
            sink.end(seal);
        }
    }
}
