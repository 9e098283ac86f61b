package io.cfa.registry.chain;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves that no entry was changed, dropped or slipped in, and that everybody holds what the entries add up to, at one instant. One proof at a
 * time, and none for longer than {@link #LONGEST}: each that succeeds is signed, published, and the next one begins there.
 */
@Service
public class ChainVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(ChainVerifier.class);

    /** Less than any caller waits. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final long PATIENCE_SECONDS = 5;

    private final HashChain chain;
    private final Checkpoints checkpoints;
    private final HeadSigner signer;
    private final EventPublisher events;
    private final Clock clock;
    private final TransactionTemplate oneInstant;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /** Over the service's database. */
    public ChainVerifier(
            HashChain chain,
            Checkpoints checkpoints,
            HeadSigner signer,
            EventPublisher events,
            PlatformTransactionManager transactions) {
        this.chain = chain;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.events = events;
        this.clock = Clock.systemUTC();
        this.oneInstant = new TransactionTemplate(transactions);
        oneInstant.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Proves the chain from the last checkpoint on, or all of it.
     *
     * @throws DomainException with 429 while another proof goes on, with 503 when it takes too long
     */
    public Verification verify(boolean fromTheStart) {
        if (!free()) {
            throw new DomainException(
                    HttpStatus.TOO_MANY_REQUESTS, "proof-under-way", "Another proof goes on; ask again after it.");
        }
        try {
            return oneInstant.execute(transaction -> proven(fromTheStart));
        } finally {
            oneAtATime.unlock();
        }
    }

    private boolean free() {
        try {
            return oneAtATime.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Verification proven(boolean fromTheStart) {
        HashChain.Head head = chain.head();
        HashChain.Head signed = lastCheckpoint();
        HashChain.Head believed = fromTheStart ? HashChain.Head.NONE : signed;
        Walk walk = new Walk(believed);
        Instant latest = clock.instant().plus(LONGEST);
        chain.each(believed.entries(), (entry, hash) -> {
            if (entry.number() % 1000 == 0 && clock.instant().isAfter(latest)) {
                throw new DomainException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "proof-too-long",
                        "The proof has come to entry %d and no further; one from the last checkpoint is shorter."
                                .formatted(entry.number()));
            }
            walk.next(entry, hash);
        });
        Long firstBroken = walk.firstBroken(head);
        if (firstBroken == null && !chain.goesThrough(signed)) {
            firstBroken = Math.min(signed.entries(), head.entries() + 1);
        }
        long wrongHoldings = chain.wrongHoldings(LONGEST);
        Verification verification = new Verification(
                firstBroken == null && wrongHoldings == 0,
                walk.number(),
                HexFormat.of().formatHex(head.hash()),
                firstBroken,
                believed.entries(),
                wrongHoldings);
        if (!verification.valid()) {
            LOG.error("the ledger is not as it was written: {}", verification);
        } else if (head.entries() > 0 && signer.hasKey()) {
            publish(signer.sign(head, clock.instant()));
        }
        return verification;
    }

    private HashChain.Head lastCheckpoint() {
        return checkpoints
                .last()
                .map(last -> new HashChain.Head(last.entries(), HexFormat.of().parseHex(last.hash())))
                .orElse(HashChain.Head.NONE);
    }

    private void publish(Checkpoint checkpoint) {
        if (checkpoints.add(checkpoint)) {
            events.publish("registry.chain-head", "chain", checkpoint);
        }
    }

    /** Heads that were proven and signed. */
    Page<Checkpoint> checkpoints(PageRequest page) {
        return checkpoints.page(page);
    }
}
