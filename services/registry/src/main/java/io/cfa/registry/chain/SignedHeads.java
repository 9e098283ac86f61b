package io.cfa.registry.chain;

import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Heads of the chain that were proven: each is signed, kept, and told of, with the digest of what everybody held then. */
@Service
public class SignedHeads {

    private static final Logger LOG = LoggerFactory.getLogger(SignedHeads.class);

    private final Checkpoints checkpoints;
    private final HeadSigner signer;
    private final EventPublisher events;
    private final Clock clock;

    /** Over the table of checkpoints. */
    public SignedHeads(Checkpoints checkpoints, HeadSigner signer, EventPublisher events, Clock clock) {
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.events = events;
        this.clock = clock;
    }

    /** Whether there is a key to sign with. */
    boolean canSign() {
        return signer.hasKey();
    }

    /** The one of the most entries. */
    Optional<Checkpoint> last() {
        return checkpoints.last();
    }

    /** Whether this was the digest of what everybody held at a head; null where the head has none, as of a release of before. */
    Boolean held(Checkpoint head, byte[] digest) {
        if (head.holdings() == null) {
            return null;
        }
        boolean signed = signer.hasSignedHoldings(head);
        if (!signed) {
            LOG.error("what stands as held at entry {} is not what was signed", head.entries());
        }
        return signed && Arrays.equals(HexFormat.of().parseHex(head.holdings()), digest);
    }

    /** Signs what was proven just now. */
    void sign(HashChain.Head head, byte[] holdings) {
        if (head.entries() > 0 && canSign()) {
            Checkpoint checkpoint = signer.sign(head, holdings, clock.instant());
            if (checkpoints.put(checkpoint)) {
                events.publish("registry.chain-head", "chain", checkpoint);
            }
        }
    }

    Page<Checkpoint> page(PageRequest page) {
        return checkpoints.page(page);
    }
}
