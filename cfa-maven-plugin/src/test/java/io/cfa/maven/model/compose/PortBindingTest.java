package io.cfa.maven.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortBindingTest {

    private static final PortRange INSIDE = new PortRange(8080, 8080);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8080                         |             |           | 8080-8080 | tcp",
                "58081:8080                   |             | 58081     | 8080-8080 | tcp",
                "58081:8080/udp               |             | 58081     | 8080-8080 | udp",
                "58081:8080/UDP               |             | 58081     | 8080-8080 | udp",
                "58081:8080/                  |             | 58081     | 8080-8080 | tcp",
                "127.0.0.1:58081:8080/sctp    | 127.0.0.1   | 58081     | 8080-8080 | sctp",
                "127.0.0.1::8080              | 127.0.0.1   |           | 8080-8080 | tcp",
                "[::1]:58081:8080             | ::1         | 58081     | 8080-8080 | tcp",
                "3000-3002:4000-4002          |             | 3000-3002 | 4000-4002 | tcp",
                "3000-3002:4000               |             | 3000-3002 | 4000-4000 | tcp",
                "0:65535                      |             | 0         | 65535-65535 | tcp"
            })
    void theShortForm(String text, String address, String host, String container, String protocol) {
        PortBinding binding = PortBinding.of(text);
        assertThat(binding.address()).isEqualTo(Optional.ofNullable(address));
        assertThat(binding.host()).isEqualTo(Optional.ofNullable(host).map(PortRange::of));
        assertThat(binding.container()).isEqualTo(PortRange.of(container));
        assertThat(binding.protocol()).isEqualTo(protocol);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "::1:58081:8080      | \"::1:58081:8080\" has an address without brackets: expected [::1] before the ports",
                "nowhere:58081:8080  | \"nowhere\" is not an address: expected an IP address such as 127.0.0.1",
                "[fe80::1%1]:1:2     | \"[fe80::1%1]\" is not an address: expected an IP address such as 127.0.0.1",
                "[127.0.0.1:1:2      | \"[127.0.0.1\" is not an address: expected an IP address such as 127.0.0.1",
                "1:2/icmp            | \"icmp\" is not a protocol: expected tcp, udp or sctp",
                "58081:0             | \"0\" is not a port: expected a number from 1 to 65535",
                "58081:65536         | \"65536\" is not a port: expected a number from 1 to 65535",
                "65536:80            | \"65536\" is not a port: expected a number from 1 to 65535",
                "58081:80-79         | \"80-79\" is not a port: expected a number from 1 to 65535",
                "58081:              | \"\" is not a port: expected a number from 1 to 65535",
                "3000-3001:4000-4002 | \"3000-3001\" has not as many ports as \"4000-4002\": expected ranges of the same length",
                "3000:4000-4002      | \"3000\" has not as many ports as \"4000-4002\": expected ranges of the same length"
            })
    void whatIsNoPortIsRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortBinding.of(text))
                .withMessage(message);
    }

    @Test
    void onlyALoopbackAddressIsLoopback() {
        assertThat(PortBinding.of("127.0.0.1:1:2").isLoopback()).isTrue();
        assertThat(PortBinding.of("[::1]:1:2").isLoopback()).isTrue();
        assertThat(PortBinding.of("10.0.0.1:1:2").isLoopback()).isFalse();
        assertThat(PortBinding.of("1:2").isLoopback()).isFalse();
    }

    @Test
    void aPortIsFixedWhereTheFileTellsWhichItIs() {
        assertThat(PortBinding.of("1:2").isFixed()).isTrue();
        assertThat(PortBinding.of("1-3:4-6").isFixed()).isTrue();
        assertThat(PortBinding.of("2").isFixed()).isFalse();
        assertThat(PortBinding.of("0:2").isFixed()).isFalse();
        assertThat(PortBinding.of("1-3:4").isFixed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1-", "1 - 2", "0x10", "1234567890", "٨"})
    void whatIsNoNumberIsNoRange(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRange.of(text))
                .withMessage("\"" + text + "\" is not a port: expected a number from 1 to 65535");
    }

    @Test
    void aRangeHasBothItsEnds() {
        assertThat(INSIDE.size()).isOne();
        assertThat(PortRange.of("4000-4002")).isEqualTo(new PortRange(4000, 4002));
        assertThat(PortRange.of("4000-4002").size()).isEqualTo(3);
        assertThat(PortRange.of("4000-4000").size()).isOne();
        assertThat(PortRange.of("65535").last()).isEqualTo(65_535);
    }
}
