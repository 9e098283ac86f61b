package io.cfa.kit.access;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the keys that tokens are checked with can be read; asked in the background, so that whoever asks for readiness need not wait. */
final class KeycloakHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakHealth.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int PATIENCE_MILLIS = 2000;

    private final URI keys;
    private volatile Health last = Health.outOfService().build();

    KeycloakHealth(URI keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        return last;
    }

    Duration ask() {
        try {
            HttpURLConnection connection = (HttpURLConnection) keys.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            connection.getInputStream().close();
            know(status == 200 ? Health.up().build() : Health.down().build(), "it answers " + status);
        } catch (IOException e) {
            know(Health.down().build(), e.toString());
        }
        return PAUSE;
    }

    private void know(Health health, String why) {
        if (!health.getStatus().equals(last.getStatus())) {
            LOG.info("the keys at {} are {}: {}", keys, health.getStatus(), why);
        }
        last = health;
    }
}
