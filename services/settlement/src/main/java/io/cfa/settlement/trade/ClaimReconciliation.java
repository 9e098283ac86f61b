package io.cfa.settlement.trade;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.page.Page;
import io.cfa.settlement.trade.StandingClaims.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/**
 * Goes through old holds and reservations, a page at a time. Reservations of trades that were done stand for good, so the next round goes on where the
 * last has ended; each day, and each time the service starts, as it does after a restore, all are gone through again.
 */
@Configuration(proxyBeanMethods = false)
class ClaimReconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimReconciliation.class);
    private static final Duration MOMENT = Duration.ofMillis(200);
    private static final Duration DAY = Duration.ofDays(1);

    @Bean
    BackgroundTask standingHolds(
            StandingClaims claims,
            LostTrades lost,
            SchemaMigrator schema,
            Clock clock,
            @Value("${cfa.settlement.claims-asked-about-after:1h}") Duration age) {
        return task("standing-holds", schema, age, new Round(at -> claims.holds(age, at), lost::reconcileHolds, clock));
    }

    @Bean
    BackgroundTask standingReservations(
            StandingClaims claims,
            LostTrades lost,
            SchemaMigrator schema,
            Clock clock,
            @Value("${cfa.settlement.claims-asked-about-after:1h}") Duration age) {
        return task(
                "standing-reservations",
                schema,
                age,
                new Round(at -> claims.reservations(age, at), lost::reconcileReservations, clock));
    }

    private static BackgroundTask task(String name, SchemaMigrator schema, Duration age, Round round) {
        return new BackgroundTask(name, () -> {
            try {
                return !schema.isReady() || round.page() ? MOMENT : age.dividedBy(6);
            } catch (RestClientException e) {
                LOG.info("{} are not looked at now: {}", name, e.toString());
                return Duration.ofMinutes(1);
            }
        });
    }

    /** Where a round is; of one thread. */
    static final class Round {

        private final Function<Optional<String>, Page<Claim>> pages;
        private final Consumer<List<Claim>> reconcile;
        private final Clock clock;
        private Optional<String> cursor = Optional.empty();
        private Instant begun;

        Round(Function<Optional<String>, Page<Claim>> pages, Consumer<List<Claim>> reconcile, Clock clock) {
            this.pages = pages;
            this.reconcile = reconcile;
            this.clock = clock;
            this.begun = clock.instant();
        }

        /** Looks at one page; tells whether there is another now. The last page is looked at again, as more is put down behind it. */
        boolean page() {
            if (clock.instant().isAfter(begun.plus(DAY))) {
                cursor = Optional.empty();
                begun = clock.instant();
            }
            Page<Claim> page = page(cursor);
            reconcile.accept(page.items());
            cursor = page.next().or(() -> cursor);
            return page.next().isPresent();
        }

        /** A cursor belongs to a list of one release: where that is another now, the round begins anew, and not tomorrow. */
        private Page<Claim> page(Optional<String> at) {
            try {
                return pages.apply(at);
            } catch (HttpClientErrorException.BadRequest e) {
                cursor = Optional.empty();
                throw e;
            }
        }
    }
}
