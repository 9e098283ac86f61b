package io.cfa.kit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    private static final List<PathPattern> OPEN = Stream.of(AccessRules.OPEN)
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    @Bean
    Migrator migrator(DataSource database) {
        return new Migrator(database);
    }

    @Bean
    HealthIndicator schemaHealthIndicator(Migrator migrator) {
        return () ->
                migrator.isDone() ? Health.up().build() : Health.outOfService().build();
    }

    @Bean
    OncePerRequestFilter nothingBeforeTheSchema(Migrator migrator) {
        return new OncePerRequestFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                if (migrator.isDone()) {
                    return true;
                }
                PathContainer path = PathContainer.parsePath(request.getRequestURI());
                return OPEN.stream().anyMatch(open -> open.matches(path));
            }

            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException {
                response.setHeader("Retry-After", "5");
                AccessProblems.write(response, HttpStatus.SERVICE_UNAVAILABLE, "The database is not ready yet.");
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
                } catch (RuntimeException e) {
                    LOG.warn("the schema is not ready, trying again in {} ms: {}", PAUSE_MILLIS, firstLine(e));
                    pause();
                }
            }
        }

        private static String firstLine(RuntimeException failure) {
            return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        }

        private static void pause() {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
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
