package io.cfa.e2e.clock;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Puts a clock that goes by a file in the place of a service's own. It is found by {@code META-INF/spring.factories} beside it, which no image has, so that
 * there is no setting of a service that does the same. Tokens, keys and time-outs go by the machine's clock still.
 */
public final class ClockReplacement implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Where the file is: how many milliseconds the time is ahead of the machine's. */
    public static final String FILE = "cfa.e2e.clock";

    @Override
    public void initialize(ConfigurableApplicationContext service) {
        Path file = Path.of(System.getProperty(FILE));
        service.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof Clock clock ? new FileClock(clock, file) : bean;
            }
        });
    }
}
