package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.registry.RegistryClient;
import java.io.IOException;
import java.util.Optional;

/** What jib knows of one registry: its client, and how it logs in there. */
final class JibRegistry {

    private final RegistryEndpoint address;
    private final RegistryLogin login;
    private final RetryPolicy retries;
    private final FailoverHttpClient http;

    JibRegistry(RegistryEndpoint address, boolean plainHttp, RegistryLogin login, RetryPolicy retries) {
        this.address = address;
        this.login = login;
        this.retries = retries;
        this.http = JibHttpClients.to(address, plainHttp);
    }

    /** A repository, logged in to. */
    JibRepository open(RegistryScope scope, Optional<String> mountFrom) {
        RegistryErrors failures = new RegistryErrors(address.registry() + "/" + scope.repository(), login);
        RegistryClient.Factory factory = mountFrom
                .map(from ->
                        RegistryClient.factory(EventHandlers.NONE, address.server(), scope.repository(), from, http))
                .orElseGet(
                        () -> RegistryClient.factory(EventHandlers.NONE, address.server(), scope.repository(), http));
        RegistryClient client = factory.setUserAgent("cfa-maven-plugin")
                .setCredential(login.credential().orElse(null))
                .newRegistryClient();
        try {
            retries.send("log in to " + address.registry(), () -> logIn(client, scope.push()));
        } catch (IOException | RegistryException e) {
            throw failures.explain(scope.push() ? "log in to push" : "log in to pull", e);
        }
        return new JibRepository(client, retries, failures);
    }

    private boolean logIn(RegistryClient client, boolean push) throws IOException, RegistryException {
        boolean bearer = push ? client.doPushBearerAuth() : client.doPullBearerAuth();
        if (!bearer
                && login.credential()
                        .filter(known -> !known.isOAuth2RefreshToken())
                        .isPresent()) {
            client.configureBasicAuth();
        }
        return bearer;
    }
}
