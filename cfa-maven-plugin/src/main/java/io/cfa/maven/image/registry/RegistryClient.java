package io.cfa.maven.image.registry;

import com.google.common.base.Suppliers;
import io.cfa.maven.image.credentials.RegistryLogin;
import io.cfa.maven.image.http.HttpAnswer;
import io.cfa.maven.image.http.HttpCall;
import io.cfa.maven.image.http.HttpProxy;
import io.cfa.maven.image.http.HttpTransport;
import io.cfa.maven.image.http.RegistryRefusalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The one client of a registry: finds out how it is spoken to, says who we are when it asks, and follows where it sends us, but never with our
 * name to another host and never from https to plain http.
 */
final class RegistryClient {

    private static final int HOPS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final RegistryEndpoint endpoint;
    private final HttpTransport http;
    private final RegistryAuthenticator authenticator;
    private final Supplier<URI> base;

    RegistryClient(RegistryEndpoint endpoint, RegistryLogin login, Function<URI, Optional<HttpProxy>> proxies) {
        this.endpoint = endpoint;
        this.http = new HttpTransport(proxies, uri -> endpoint.mayBeInsecure() && endpoint.isOwn(uri));
        this.authenticator = new RegistryAuthenticator(endpoint, login, http);
        this.base = Suppliers.memoize(this::findBase);
    }

    /** The address of a path below the registry, or the address itself where it is one. */
    URI address(String path) throws IOException {
        try {
            URI address = base.get().resolve(path);
            // behind a proxy that ends TLS a registry may believe that it is spoken to in plain http
            return endpoint.isOwnHost(address) && isDowngrade(base.get(), address)
                    ? base.get()
                            .resolve(address.getRawPath()
                                    + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()))
                    : address;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalArgumentException e) {
            throw new RegistryRefusalException("it sends us to what is no address");
        }
    }

    HttpAnswer send(RegistryScope scope, HttpCall call) throws IOException {
        HttpCall current = call;
        for (int hop = 0; hop < HOPS; hop++) {
            HttpAnswer answer = authorized(scope, current);
            Optional<String> location = answer.header("Location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            URI next = current.uri().resolve(location.get());
            if (isDowngrade(current.uri(), next) || !"https".equals(next.getScheme()) && !endpoint.isOwn(next)) {
                throw new RegistryRefusalException(
                        "it sends us from " + origin(current.uri()) + " to " + origin(next) + ", in plain http");
            }
            current = current.at(next);
        }
        throw new RegistryRefusalException("it sends us from one address to the next without end");
    }

    private HttpAnswer authorized(RegistryScope scope, HttpCall call) throws IOException {
        if (!endpoint.isOwn(call.uri())) {
            return http.send(call, Optional.empty());
        }
        Optional<String> said = authenticator.of(scope);
        HttpAnswer answer = http.send(call, said);
        return answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED && authenticator.renew(scope, answer, said)
                ? http.send(call, authenticator.of(scope))
                : answer;
    }

    private URI findBase() {
        try {
            return endpoint.base(http);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isDowngrade(URI from, URI to) {
        return "https".equals(from.getScheme()) && "http".equals(to.getScheme());
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + RegistryEndpoint.host(uri);
    }
}
