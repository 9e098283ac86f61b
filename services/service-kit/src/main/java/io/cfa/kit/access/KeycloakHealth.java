package io.cfa.kit.access;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.web.client.RestClientException;

/**
 * Whether the keys that tokens are checked with can be read, and a service that calls others has a token for it; asked in the background, so that
 * whoever asks for readiness need not wait.
 */
final class KeycloakHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakHealth.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int PATIENCE_MILLIS = 2000;

    private final URI keys;
    private final Runnable identify;
    private volatile Health last = Health.outOfService().build();

    KeycloakHealth(URI keys, Runnable identify) {
        this.keys = keys;
        this.identify = identify;
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
            identify.run();
            know(status == 200 ? Health.up().build() : Health.down().build(), "it answers " + status);
        } catch (IOException | RestClientException e) {
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
