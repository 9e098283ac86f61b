package io.cfa.maven.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryEndpointTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:5000, true",
        "LOCALHOST:5000, true",
        "k3d-registry.localhost:5000, true",
        "127.0.0.1:5000, true",
        "127.8.8.8, true",
        "[::1]:5000, true",
        "[0:0:0:0:0:0:0:1]:5000, true",
        "localhost.example.com:5000, false",
        "notlocalhost:5000, false",
        "127.0.0.1.example.com, false",
        "127.1, false",
        "[::2]:5000, false",
        "[::11]:5000, false",
        "10.0.0.1:5000, false",
    })
    void onlyThisMachineItselfIsSpokenToInPlainHttpUnasked(String registry, boolean isHere) {
        assertThat(new RegistryEndpoint(registry, false).mayBeInsecure()).isEqualTo(isHere);
        assertThat(new RegistryEndpoint(registry, true).mayBeInsecure()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:5000, http://localhost:5000/token, true",
        "localhost:5000, http://localhost:5001/token, false",
        "[::1]:5000, http://[::1]:5000/token, true",
        "[::1]:5000, http://[::1]:5001/token, false",
        "k3d.localhost:5000, http://localhost:5000/token, false",
        "registry.example, https://registry.example/token, true",
        "registry.example, https://registry.example:8443/token, false",
    })
    void anAddressIsTheRegistrysOwnByHostAndPort(String registry, URI address, boolean isOwn) {
        assertThat(new RegistryEndpoint(registry, true).isOwn(address)).isEqualTo(isOwn);
    }
}
