package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class EventPublishingTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(EventPublishing.class, JacksonAutoConfiguration.class)
            .withPropertyValues("spring.application.name=things", "cfa.kafka.bootstrap-servers=127.0.0.1:1");

    @Test
    void unlessSwitchedOnThereIsNoClient() {
        service.run(context -> {
            context.getBean(Events.class).publish("things", "1", "made");
            assertThat(context).doesNotHaveBean(Producer.class);
        });
        service.withPropertyValues("cfa.kafka.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(Events.class).doesNotHaveBean(Producer.class));
    }

    @Test
    void switchedOnThereIsOne() {
        service.withPropertyValues("cfa.kafka.enabled=true")
                .run(context -> assertThat(context.getBean(Producer.class)).isInstanceOf(KafkaProducer.class));
    }

    @Test
    void aBrokerThatIsAwayOrHasNoNameYetFailsNoRequest(CapturedOutput output) {
        service.withPropertyValues("cfa.kafka.enabled=true")
                .run(context -> context.getBean(Events.class).publish("things", "1", "made"));
        service.withPropertyValues("cfa.kafka.enabled=true", "cfa.kafka.bootstrap-servers=kafka.invalid:9092")
                .run(context -> context.getBean(Events.class).publish("things", "2", "made"));
        assertThat(output)
                .contains("things of 1 could not be published")
                .contains("things of 2 could not be published");
    }
}
