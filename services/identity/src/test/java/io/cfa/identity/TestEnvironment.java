package io.cfa.identity;

import io.cfa.contract.StubService;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Where the service under test finds compliance; the same for all tests, so that they share one service. */
public class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Only as good as a test wants it: compliance itself is tried in services/e2e-tests. */
    public static final StubService COMPLIANCE = new StubService();

    @Override
    public void initialize(ConfigurableApplicationContext service) {
        TestPropertyValues.of("cfa.peers.compliance=" + COMPLIANCE.url()).applyTo(service);
    }
}
