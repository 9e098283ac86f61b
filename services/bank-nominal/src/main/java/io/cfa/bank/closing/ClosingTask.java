package io.cfa.bank.closing;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Closes by itself each day that has ended, and those that nobody has closed before. */
@Configuration(proxyBeanMethods = false)
class ClosingTask {

    private static final Logger LOG = LoggerFactory.getLogger(ClosingTask.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Bean
    BackgroundTask closingDays(
            ClosingService closings,
            SchemaMigrator schema,
            @Value("${cfa.bank.days-looked-at-every:1m}") Duration look) {
        return new BackgroundTask(
                "closing-days",
                () -> schema.isReady()
                        ? closings.closeNext().map(ClosingTask::closed).orElse(look)
                        : MOMENT);
    }

    private static Duration closed(Closing closing) {
        LOG.info("{} is closed: {} kopecks, hash {}", closing.day(), closing.balance(), closing.hash());
        return Duration.ZERO;
    }
}
