package io.cfa.settlement.stream;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the table of events as large as a week is. */
@Configuration(proxyBeanMethods = false)
class EventRetention {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Bean
    BackgroundTask oldTradeEvents(TradeEvents events, SchemaMigrator schema) {
        return new BackgroundTask("trade-events", () -> {
            if (!schema.isReady()) {
                return MOMENT;
            }
            events.forgetOld();
            return HOUR;
        });
    }
}
