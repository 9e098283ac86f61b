package io.cfa.registry.chain;

import io.cfa.kit.DomainException;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.OneAtATime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Proves that no entry was changed, dropped or slipped in, and that everybody holds what the entries add up to, at one instant. One proof at a
 * time, and none for longer than {@link #LONGEST}: each that succeeds is signed, with the digest of what everybody holds, and published; the next one
 * begins there. What stands before is gone through by the {@link Patrol}.
 */
@Service
public class ChainVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(ChainVerifier.class);

    /** Less than any caller waits. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final HashChain chain;
    private final HeldUnits held;
    private final SignedHeads heads;
    private final Patrol patrol;
    private final Clock clock;
    private final TransactionTemplate oneInstant;
    private final OneAtATime oneAtATime = new OneAtATime();

    /** Over the service's database. */
    public ChainVerifier(
            HashChain chain,
            HeldUnits held,
            SignedHeads heads,
            Patrol patrol,
            PlatformTransactionManager transactions) {
        this.chain = chain;
        this.held = held;
        this.heads = heads;
        this.patrol = patrol;
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
        return verify(fromTheStart, LONGEST);
    }

    /** The same, with more time than a caller has, or less. */
    Verification verify(boolean fromTheStart, Duration longest) {
        return oneAtATime.run(() -> oneInstant.execute(transaction -> proven(fromTheStart, longest)));
    }

    private Verification proven(boolean fromTheStart, Duration longest) {
        HashChain.Head head = chain.head();
        Optional<Checkpoint> last = heads.last();
        HashChain.Head signed = last.map(Checkpoint::head).orElse(HashChain.Head.NONE);
        HashChain.Head believed = fromTheStart ? HashChain.Head.NONE : signed;
        Walk walk = new Walk(believed);
        Instant latest = clock.instant().plus(longest);
        chain.each(believed.entries(), (entry, hash) -> {
            if (entry.number() % 1000 == 0 && clock.instant().isAfter(latest)) {
                throw tooLong(entry.number());
            }
            walk.next(entry, hash);
        });
        Long firstBroken = firstBroken(walk, head, signed, fromTheStart);
        boolean comparable = last.isPresent() && last.get().holdings() != null;
        HeldUnits.Digests digests = held.digests(comparable ? signed.entries() : head.entries(), longest);
        Boolean asSigned =
                last.map(checkpoint -> heads.held(checkpoint, digests.before())).orElse(null);
        boolean believedHoldings = Boolean.TRUE.equals(asSigned) && !fromTheStart;
        long wrongHoldings = believedHoldings ? 0 : held.wrong(longest);
        Verification verification = new Verification(
                // where all entries were read, what they add up to is what counts, whatever was signed before
                firstBroken == null && wrongHoldings == 0 && (fromTheStart || !Boolean.FALSE.equals(asSigned)),
                walk.number(),
                HexFormat.of().formatHex(head.hash()),
                firstBroken,
                believed.entries(),
                wrongHoldings,
                asSigned);
        if (!verification.valid()) {
            LOG.error("the ledger is not as it was written: {}", verification);
        } else {
            heads.sign(head, digests.now());
        }
        return verification;
    }

    /** Of a chain that was read from what is believed on; what the patrol has found before that counts, unless all was read now. */
    private Long firstBroken(Walk walk, HashChain.Head head, HashChain.Head signed, boolean fromTheStart) {
        Long broken = walk.firstBroken(head);
        if (broken == null && !chain.goesThrough(signed)) {
            broken = Math.min(signed.entries(), head.entries() + 1);
        }
        if (fromTheStart && broken == null) {
            patrol.nothingIsBroken();
        }
        Long found = patrol.firstBroken();
        return broken == null || found != null && found < broken ? found : broken;
    }

    private static DomainException tooLong(long number) {
        return new DomainException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "proof-too-long",
                "The proof has come to entry %d and no further; one from the last checkpoint is shorter."
                        .formatted(number));
    }

    /** Heads that were proven and signed. */
    Page<Checkpoint> checkpoints(PageRequest page) {
        return heads.page(page);
    }
}
