package io.cfa.registry;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The key that the service under test signs with; the same for all tests, so that they share one service. */
public class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext service) {
        TestPropertyValues.of(
                        "chain_signing_key=a secret of the tests",
                        // a machine that is busy with other things gives twelve who write at once their connections
                        // late
                        "spring.datasource.hikari.connection-timeout=120000")
                .applyTo(service);
    }
}
