package io.cfa.maven.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.credentials.RegistryLogin;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A registry in plain http under a name that is not this machine's own: the short form of the loopback address, which only a resolver knows. */
class InsecureRegistryTest {

    private static final String BASIC = "Basic Y2k6czNjcmV0";

    private static final String TIMEOUT = "jib.httpTimeout";

    private LocalRegistry server;
    private String name;

    @BeforeEach
    void aRegistryElsewhere() throws IOException {
        // the server waits for the end of what it takes for a request line, which is the beginning of TLS
        System.setProperty(TIMEOUT, "2000");
        server = new LocalRegistry().basic("ci", "s3cret");
        name = server.name().replace("127.0.0.1:", "127.1:");
        server.put("cfa/identity", "dev", MediaType.OCI_MANIFEST, "{}".getBytes());
    }

    @AfterEach
    void close() {
        System.clearProperty(TIMEOUT);
        server.close();
    }

    private Repository repository(boolean allowInsecure) {
        return new Registry(
                        name,
                        RegistryLogin.of("a test", "ci", "s3cret"),
                        new RegistryAccess(allowInsecure, uri -> Optional.empty()),
                        new RetryPolicy(pause -> {}, line -> {}, InstantSource.system()))
                .toPull("cfa/identity");
    }

    @Test
    void isSpokenToInPlainHttpWhereThatIsAllowed() {
        assertThat(repository(true).digestOf("dev").map(String::valueOf))
                .isEqualTo(server.digest("cfa/identity", "dev"));
        // looked at without a secret first
        assertThat(server.requests().get(0)).isEqualTo("GET /v2/");
        assertThat(server.authorizations()).containsExactly(BASIC);
    }

    @Test
    void isNotSpokenToInPlainHttpUnlessThatIsAllowed() {
        assertThatThrownBy(() -> repository(false).digestOf("dev"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("Next: ");
        assertThat(server.requests()).isEmpty();
        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void whoeverAnswersInItsPlaceIsToldNoPassword() {
        server.answer("GET /v2/", 10, 200, Map.of("Content-Type", "text/html"), "<html>Please log in</html>");
        assertThatThrownBy(() -> repository(true).digestOf("dev"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("Next: ");
        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void isNotSentOnToPlainHttpElsewhere() throws IOException {
        try (LocalRegistry other = new LocalRegistry()) {
            server.fault(
                    "HEAD .*/manifests/dev",
                    1,
                    307,
                    Map.of("Location", "http://" + other.name() + "/v2/x/manifests/dev"));
            assertThatThrownBy(() -> repository(true).digestOf("dev"))
                    .hasMessageContaining("it sends us from http://127.1 to http://127.0.0.1, in plain http");
            assertThat(other.requests()).isEmpty();
        }
    }
}
