package io.cfa.kit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Migrates the database as soon as it is there, in the background: a service starts and says that it lives without its database, says that it
 * is ready when the schema is, and answers no request of its domain before.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("spring.datasource.url")
class Migrations {

    private static final Set<String> OPEN = Set.of("/swagger", "/swagger-ui", "/openapi", "/health", "/metrics", "/error");

    @Bean
    Migrator migrator(DataSource database) {
        return new Migrator(database);
    }

    @Bean
    HealthIndicator schemaHealthIndicator(Migrator migrator) {
        return () -> migrator.isDone() ? Health.up().build() : Health.outOfService().build();
    }

    @Bean
    OncePerRequestFilter nothingBeforeTheSchema(Migrator migrator) {
        return new OncePerRequestFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                String path = request.getRequestURI();
                return migrator.isDone() || OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
            }

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                response.setHeader("Retry-After", "5");
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.getWriter().write("{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"The database is not ready yet.\"}");
            }
        };
    }

    /** Tries until it has succeeded once. */
    static final class Migrator implements SmartLifecycle {

        private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);
        private static final long PAUSE_MILLIS = 2000;

        private final DataSource database;
        private volatile Thread thread;
        private volatile boolean done;

        Migrator(DataSource database) {
            this.database = database;
        }

        boolean isDone() {
            return done;
        }

        @Override
        public void start() {
            thread = new Thread(this::migrate, "migrations");
            thread.setDaemon(true);
            thread.start();
        }

        private void migrate() {
            while (!done && !Thread.currentThread().isInterrupted()) {
                try {
                    Flyway.configure().dataSource(database).load().migrate();
                    done = true;
                } catch (FlywayException e) {
                    LOG.warn("the database is not ready, trying again in {} ms: {}", PAUSE_MILLIS, e.getMessage().lines().findFirst().orElse(""));
                    try {
                        Thread.sleep(PAUSE_MILLIS);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }

        @Override
        public void stop() {
            thread.interrupt();
            thread = null;
        }

        @Override
        public boolean isRunning() {
            return thread != null;
        }
    }
}
