package io.cfa.kit.audit;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.api.Handlers;
import io.cfa.kit.edge.origin.ClientAddress;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The audit of a service that has a database. */
@AutoConfiguration
@ConditionalOnProperty("spring.datasource.url")
public class AuditConfiguration {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    @Bean
    AuditTrail auditTrail(JdbcTemplate database, JdbcClient client) {
        return new AuditTrail(database, client);
    }

    @Bean
    BackgroundTask oldAuditRecords(
            JdbcClient client,
            SchemaMigrator schema,
            @Value("${cfa.audit.keep}") Duration age,
            @Value("${cfa.audit.most-of-a-login}") int ofALogin) {
        AuditRetention retention = new AuditRetention(client, age, ofALogin);
        return new BackgroundTask("audit-retention", () -> {
            if (!schema.isReady()) {
                return MOMENT;
            }
            retention.forget();
            return HOUR;
        });
    }

    @Bean
    AuditWriter auditWriter(AuditTrail trail) {
        return new AuditWriter(trail);
    }

    @Bean
    AuditFilter auditFilter(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers,
            AuditWriter audit,
            ClientAddress address) {
        return new AuditFilter(new Handlers(handlers), audit, address);
    }
}
