package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.compose.PortBinding;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedPortTest {

    @ParameterizedTest
    @CsvSource({
        "58081:8080, '', 58081, 8080",
        "58081:8080/tcp, '', 58081, 8080",
        "127.0.0.1:58093:5432/udp, 127.0.0.1, 58093, 5432",
        "[::1]:1:65535, ::1, 1, 65535",
        ":1:2, '', 1, 2"
    })
    void theShortFormIsRead(String text, String address, int host, int container) {
        PublishedPort port = PublishedPort.of(PortBinding.of(text)).get(0);
        assertThat(port.hostAddress().orElse("")).isEqualTo(address);
        assertThat(port.hostPort()).isEqualTo(host);
        assertThat(port.containerPort()).isEqualTo(container);
    }

    @Test
    void aPortThatIsLeftToChanceIsNone() {
        assertThat(PublishedPort.of(PortBinding.of("8080"))).isEmpty();
        assertThat(PublishedPort.of(PortBinding.of("8080/tcp"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536:1", "1:0", "1:65536", "-1:1"})
    void aNumberOutsideOfTheRangeIsRefused(String text) {
        assertThatThrownBy(() -> PortBinding.of(text))
                .hasMessageEndingWith(" is not a port: expected a number from 1 to 65535");
    }

    @Test
    void whatIsNoNumberIsRefusedByItsText() {
        assertThatThrownBy(() -> PortBinding.of("many:1"))
                .hasMessage("\"many\" is not a port: expected a number from 1 to 65535");
    }

    @Test
    void onlyALoopbackAddressIsOutOfReach() {
        assertThat(new PublishedPort(Optional.empty(), 1, 2).reachableFromOutside())
                .isTrue();
        assertThat(new PublishedPort(Optional.of("10.0.0.1"), 1, 2).reachableFromOutside())
                .isTrue();
        assertThat(new PublishedPort(Optional.of("127.0.0.2"), 1, 2).reachableFromOutside())
                .isFalse();
        assertThat(new PublishedPort(Optional.of("::1"), 1, 2).reachableFromOutside())
                .isFalse();
    }

    @Test
    void itIsShownAsOnTheHost() {
        assertThat(new PublishedPort(Optional.of("127.0.0.1"), 58093, 5432)).hasToString("127.0.0.1:58093");
        assertThat(new PublishedPort(Optional.empty(), 58081, 8080)).hasToString("58081");
    }

    @Test
    void allAddressesAreNoAddressOrThatOfAFamily() {
        assertThat(new PublishedPort(Optional.empty(), 1, 2).isOnAllAddresses()).isTrue();
        assertThat(new PublishedPort(Optional.of("0.0.0.0"), 1, 2).isOnAllAddresses())
                .isTrue();
        assertThat(new PublishedPort(Optional.of("::"), 1, 2).isOnAllAddresses())
                .isTrue();
        assertThat(new PublishedPort(Optional.of("10.0.0.1"), 1, 2).isOnAllAddresses())
                .isFalse();
        assertThat(new PublishedPort(Optional.of("name"), 1, 2).isOnAllAddresses())
                .isFalse();
    }

    @Test
    void aRangeIsAPortEach() {
        assertThat(PublishedPort.of(PortBinding.of("58081-58083:8080-8082")))
                .extracting(port -> port.hostPort() + ":" + port.containerPort())
                .containsExactly("58081:8080", "58082:8081", "58083:8082");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "65536, 1", "1, 65536", "-1, 1"})
    void aPortThatThereIsNotIsNone(int host, int container) {
        assertThatThrownBy(() -> new PublishedPort(Optional.empty(), host, container))
                .hasMessage("a port is a number from 1 to 65535");
    }

    @Test
    void anotherProtocolIsShown() {
        assertThat(PublishedPort.of(PortBinding.of("1:65535/udp")).get(0)).hasToString("1/udp");
    }
}
