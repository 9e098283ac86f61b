package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingPortsTest {

    @Test
    void whatIsInTheRangeAndNotReservedMayBeTaken() {
        OutgoingPorts ports =
                OutgoingPorts.parse("32768\t60999\n58081-58083,58090\n").orElseThrow();
        assertThat(ports.mayTake(List.of(80, 58084, 58081, 58083, 58090, 32768, 60999, 61000)))
                .containsExactly(32768, 58084, 60999);
    }

    @Test
    void whatIsReservedAlreadyStaysSo() {
        OutgoingPorts ports = OutgoingPorts.parse("32768 60999\n40000\n").orElseThrow();
        assertThat(ports.reserving(List.of(58083, 58081, 58082, 58090))).isEqualTo("40000,58081-58083,58090");
        assertThat(OutgoingPorts.parse("32768 60999\n\n").orElseThrow().reserving(List.of(58081)))
                .isEqualTo("58081");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "32768", "32768 sixty", "32768 60999 1-2,x", "32768 60999 1 2", "a kernel of tomorrow"})
    void whatAKernelSaysOtherwiseIsNotBelieved(String said) {
        assertThat(OutgoingPorts.parse(said)).isEmpty();
    }
}
