package io.cfa.issuance.placement;

import io.cfa.issuance.issue.IssueService;
import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks settlement how placements whose deadline is over have ended, until each has an outcome. */
@Configuration(proxyBeanMethods = false)
class PlacementDeadlines {

    private static final int AT_ONCE = 20;

    @Bean
    BackgroundTask endedPlacements(
            PlacedIssues placed,
            PlacementEnd ends,
            IssueService issues,
            OfferClient offers,
            SchemaMigrator schema,
            @Value("${cfa.issuance.deadlines-looked-at-every:5s}") Duration pause) {
        return new BackgroundTask("placement-deadlines", () -> {
            if (schema.isReady()) {
                for (UUID id : placed.over(AT_ONCE)) {
                    issues.withId(id)
                            .flatMap(issue -> offers.offer(issue.offer()))
                            .ifPresent(offer -> ends.record(id, offer));
                }
            }
            return pause;
        });
    }
}
