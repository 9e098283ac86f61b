package io.cfa.kit.web;

import io.cfa.kit.BackgroundTask;
import io.cfa.kit.Problem;
import io.cfa.kit.SchemaMigrator;
import io.cfa.kit.access.OpenPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Migrates the database as soon as it is there, in the background: a service starts and says that it lives without its database, says that it
 * is ready when the schema is, and answers no request of its domain before.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.datasource.url")
class Migrations {

    @Bean
    SchemaMigrator schema(DataSource database) {
        SchemaMigrator schema = new SchemaMigrator(database);
        schema.lookAhead(look -> {
            Thread thread = new Thread(look, "schema");
            thread.setDaemon(true);
            thread.start();
        });
        return schema;
    }

    @Bean
    BackgroundTask migrator(SchemaMigrator schema) {
        return new BackgroundTask("migrations", schema::migrate);
    }

    @Bean
    HealthIndicator schemaHealthIndicator(SchemaMigrator schema) {
        return () ->
                schema.isReady() ? Health.up().build() : Health.outOfService().build();
    }

    @Bean
    NothingBeforeTheSchema nothingBeforeTheSchema(SchemaMigrator schema) {
        return new NothingBeforeTheSchema(schema);
    }

    @Order(0)
    static final class NothingBeforeTheSchema extends OncePerRequestFilter {

        private static final List<PathPattern> OPEN = Stream.of(OpenPaths.all())
                .map(PathPatternParser.defaultInstance::parse)
                .toList();

        private final SchemaMigrator schema;

        NothingBeforeTheSchema(SchemaMigrator schema) {
            this.schema = schema;
        }

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            if (schema.isReady()) {
                return true;
            }
            PathContainer path = PathContainer.parsePath(request.getRequestURI());
            return OPEN.stream().anyMatch(open -> open.matches(path));
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            response.setHeader("Retry-After", "5");
            Problem.write(response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The database is not ready yet.");
        }
    }
}
