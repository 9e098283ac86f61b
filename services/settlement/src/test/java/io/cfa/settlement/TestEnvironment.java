package io.cfa.settlement;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Where the service under test finds the three that a trade needs; the same for all tests, so that they share one service. */
public class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext service) {
        TestPropertyValues.of(FakeSagaParticipants.HERE.addresses()).applyTo(service);
    }
}
