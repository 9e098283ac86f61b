package io.cfa.kit.idempotency;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.api.Handlers;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Idempotency keys of a service that has a database. */
@AutoConfiguration
@ConditionalOnProperty("spring.datasource.url")
public class IdempotencyConfiguration {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Bean
    IdempotencyStore keptAnswers(JdbcClient database) {
        return new IdempotencyStore(database);
    }

    @Bean
    IdempotencyKeyFilter commands(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers,
            IdempotencyStore answers,
            PlatformTransactionManager transactions) {
        return new IdempotencyKeyFilter(new Handlers(handlers), new IdempotentExecution(answers, transactions));
    }

    @Bean
    BackgroundTask oldAnswers(IdempotencyStore answers, SchemaMigrator schema) {
        return new BackgroundTask("idempotency-keys", () -> {
            if (!schema.isReady()) {
                return MOMENT;
            }
            answers.forgetOld();
            return HOUR;
        });
    }
}
