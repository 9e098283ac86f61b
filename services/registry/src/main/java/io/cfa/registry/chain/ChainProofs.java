package io.cfa.registry.chain;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.DomainException;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Proves the chain by itself, every so often, so that a signed head is never old and a proof never long. */
@Configuration(proxyBeanMethods = false)
class ChainProofs {

    private static final Logger LOG = LoggerFactory.getLogger(ChainProofs.class);
    /** Nobody waits for it: of a ledger that was never proven, all has to be read once. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Bean
    BackgroundTask provingTheChain(
            ChainVerifier verifier,
            SchemaMigrator schema,
            SignedHeads heads,
            @Value("${cfa.registry.proof-every:10m}") Duration every) {
        if (!heads.canSign()) {
            LOG.warn("there is no secret chain_signing_key: no head of the chain is signed, and each proof reads all");
        }
        return new BackgroundTask("chain-proofs", () -> {
            if (!schema.isReady()) {
                return MOMENT;
            }
            try {
                verifier.verify(false, LONGEST);
            } catch (DomainException e) {
                LOG.info("the chain was not proven now: {}", e.getMessage());
            }
            return every;
        });
    }

    @Bean
    BackgroundTask patrollingTheChain(Patrol patrol, SchemaMigrator schema) {
        return new BackgroundTask("chain-patrol", () -> schema.isReady() ? patrol.goOn() : MOMENT);
    }
}
