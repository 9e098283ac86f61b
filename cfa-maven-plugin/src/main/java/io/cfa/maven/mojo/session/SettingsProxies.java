package io.cfa.maven.mojo.session;

import io.cfa.maven.image.http.HttpProxy;
import java.net.URI;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * The proxies of settings.xml, chosen as Maven chooses them for its own repositories: by protocol and {@code nonProxyHosts}, passwords
 * decrypted.
 *
 * @param session has read them
 */
record SettingsProxies(MavenSession session) {

    /** The proxy before an address. */
    Optional<HttpProxy> of(URI address) {
        RepositorySystemSession repositories = session.getRepositorySession();
        RemoteRepository registry = new RemoteRepository.Builder("registry", "default", address.toString()).build();
        Proxy proxy = repositories.getProxySelector().getProxy(registry);
        return Optional.ofNullable(proxy)
                .map(found -> new HttpProxy(found.getHost(), found.getPort(), login(repositories, registry, found)));
    }

    private static Optional<String> login(RepositorySystemSession session, RemoteRepository registry, Proxy proxy) {
        RemoteRepository behind =
                new RemoteRepository.Builder(registry).setProxy(proxy).build();
        try (AuthenticationContext context = AuthenticationContext.forProxy(session, behind)) {
            return Optional.ofNullable(context)
                    .map(known -> known.get(AuthenticationContext.USERNAME) + ":"
                            + Optional.ofNullable(known.get(AuthenticationContext.PASSWORD))
                                    .orElse(""));
        }
    }
}
