package io.cfa.settlement.placement;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Ends placements whose deadline is over. */
@Configuration(proxyBeanMethods = false)
class PlacementDeadlines {

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int AT_ONCE = 20;

    @Bean
    BackgroundTask overduePlacements(Placements placements, PlacementService rule, SchemaMigrator schema) {
        return new BackgroundTask("placement-deadlines", () -> {
            if (schema.isReady()) {
                placements.overdue(AT_ONCE).forEach(rule::deadline);
            }
            return MOMENT;
        });
    }
}
