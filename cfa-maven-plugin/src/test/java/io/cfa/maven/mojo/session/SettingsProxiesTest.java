package io.cfa.maven.mojo.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.credentials.RegistryLogin;
import io.cfa.maven.image.registry.ForwardProxy;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.image.registry.Registry;
import io.cfa.maven.image.registry.RegistryAccess;
import io.cfa.maven.image.registry.RetryPolicy;
import io.cfa.maven.model.Digest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxies of a session of Maven, chosen by its resolver's own selector, and a registry behind a real one. */
class SettingsProxiesTest {

    /** Has no address here: only the proxy knows where it is. */
    private static final String ELSEWHERE = "registry.corp.example:5000";

    private final DefaultProxySelector selector = new DefaultProxySelector();
    private LocalRegistry server;
    private ForwardProxy proxy;

    @BeforeEach
    void aRegistryBehindAProxy() throws IOException {
        server = new LocalRegistry();
        proxy = new ForwardProxy("deploy:s3cret", ELSEWHERE, server.name());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private void proxied(String protocol, String user, String password, String nonProxyHosts) {
        selector.add(
                new Proxy(
                        protocol,
                        "127.0.0.1",
                        proxy.port(),
                        new AuthenticationBuilder()
                                .addUsername(user)
                                .addPassword(password)
                                .build()),
                nonProxyHosts);
    }

    @SuppressWarnings("deprecation")
    private SettingsProxies proxies() {
        DefaultRepositorySystemSession repositories = new DefaultRepositorySystemSession();
        repositories.setProxySelector(selector);
        return new SettingsProxies(new MavenSession(
                null, repositories, new DefaultMavenExecutionRequest(), new DefaultMavenExecutionResult()));
    }

    private Registry registry(String name, RegistryLogin login) {
        return new Registry(
                name,
                login,
                new RegistryAccess(true, proxies()::of),
                new RetryPolicy(pause -> {}, line -> {}, InstantSource.system()));
    }

    @Test
    void aRegistryElsewhereIsReachedThroughTheProxyWithItsPassword() {
        proxied("http", "deploy", "s3cret", "localhost|127.*");
        server.basic("ci", "registry-secret");
        byte[] manifest = "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8);
        Registry registry = registry(ELSEWHERE, RegistryLogin.of("a test", "ci", "registry-secret"));
        Digest put = registry.toPush("cfa/identity")
                .put(manifest, "application/json", "dev")
                .orElseThrow();
        assertThat(server.digest("cfa/identity", "dev")).contains(put.toString());
        assertThat(proxy.asked())
                .contains("PUT http://" + ELSEWHERE + "/v2/cfa/identity/manifests/dev")
                .allMatch(request -> request.contains(ELSEWHERE));
        // each secret goes to its own host
        assertThat(server.headers()).noneMatch(header -> header.startsWith("Proxy-authorization"));
        assertThat(proxy.strangers()).isEmpty();
    }

    @Test
    void aProxyThatDoesNotKnowUsIsNamedWithoutThePassword() {
        proxied("http", "deploy", "another", "localhost");
        assertThatThrownBy(() -> registry(ELSEWHERE, RegistryLogin.anonymous())
                        .toPull("cfa/identity")
                        .digestOf("dev"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("127.0.0.1:" + proxy.port())
                .hasMessageNotContaining("another");
    }

    @Test
    void nonProxyHostsAreSpokenToDirectly() {
        proxied("http", "deploy", "s3cret", "localhost|127.*|*.internal");
        assertThat(registry(server.name(), RegistryLogin.anonymous())
                        .toPull("cfa/identity")
                        .digestOf("dev"))
                .isEmpty();
        assertThat(proxy.asked()).isEmpty();
        assertThat(proxies().of(URI.create("https://registry.internal/v2/"))).isEmpty();
        assertThat(proxies().of(URI.create("http://registry.example/v2/"))).isPresent();
    }

    @Test
    void aProxyForHttpsAloneStandsBeforeNothingElse() {
        proxied("https", "deploy", "s3cret", null);
        assertThat(proxies().of(URI.create("https://registry.example/v2/")))
                .hasValueSatisfying(found -> assertThat(found)
                        .hasToString("127.0.0.1:" + proxy.port())
                        .extracting(each -> each.login().orElseThrow())
                        .isEqualTo("deploy:s3cret"));
    }

    @Test
    void withoutAProxyNothingIsBetween() {
        assertThat(proxies().of(URI.create("https://registry.example/v2/"))).isEmpty();
    }
}
