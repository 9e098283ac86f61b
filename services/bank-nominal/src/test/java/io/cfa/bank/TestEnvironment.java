package io.cfa.bank;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Where the service under test finds what it needs; the same for all tests, so that they share one service. */
public class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext service) {
        TestPropertyValues.of(
                        "cfa.peers.compliance=" + ComplianceStub.HERE.url(),
                        "cfa.bank.patience=500ms",
                        // a machine that is busy with other things gives twelve who write at once their connections
                        // late
                        "spring.datasource.hikari.connection-timeout=120000")
                .applyTo(service);
    }
}
