package io.cfa.bank.hold;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks about holds that stand for longer than any trade lives: one whose trade is lost, as after a restore, is the payer's again. */
@Configuration(proxyBeanMethods = false)
class HoldReconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(HoldReconciliation.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int AT_ONCE = 100;

    @Bean
    BackgroundTask oldHolds(
            Holds holds,
            HoldService service,
            TradeInquiry inquiry,
            SchemaMigrator schema,
            @Value("${cfa.bank.hold-questioned-after:1h}") Duration after) {
        return new BackgroundTask("old-holds", () -> {
            if (!schema.isReady()) {
                return MOMENT;
            }
            reconcile(holds.heldFor(after, AT_ONCE), service, inquiry);
            return after.dividedBy(6);
        });
    }

    /** Each by itself: what goes wrong with one is no matter of the others. */
    static void reconcile(List<Hold> old, HoldService service, TradeInquiry inquiry) {
        for (Hold hold : old) {
            TradeInquiry.Verdict verdict = inquiry.about(hold);
            try {
                switch (verdict) {
                    case CAPTURE -> service.capture(hold.id());
                    case RELEASE -> service.release(hold.id());
                    case LEAVE -> {}
                }
                if (verdict != TradeInquiry.Verdict.LEAVE) {
                    LOG.warn(
                            "hold {} stood for long, and is ended by what others say of its trade: {}",
                            hold.id(),
                            verdict);
                }
            } catch (RuntimeException e) {
                LOG.warn("hold {} stands for long, and did not end: {}", hold.id(), e.toString());
            }
        }
    }
}
