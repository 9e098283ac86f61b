package io.cfa.kit.web;

import io.cfa.kit.RequestIds;
import io.cfa.kit.access.AccessRules;
import io.cfa.kit.access.Keycloak;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * What a service gets by depending on the kit, beside its outbox, idempotency and documents; it comes first, so that Spring Boot's own defaults
 * stand back.
 */
@AutoConfiguration(
        before = {
            ErrorMvcAutoConfiguration.class,
            OAuth2ResourceServerAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            WebMvcAutoConfiguration.class
        })
@Import({
    AccessRules.class,
    GracefulDrain.class,
    Keycloak.class,
    Migrations.class,
    ProblemExceptionHandler.class,
    RequestIds.class
})
public class KitConfiguration {

    @Bean
    ClassDataArchive classDataArchive() {
        return new ClassDataArchive(Path.of("/proc/self"));
    }

    /** Ticks in microseconds, as PostgreSQL keeps them: what is written and what is read again are the same instant. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
    }
}
