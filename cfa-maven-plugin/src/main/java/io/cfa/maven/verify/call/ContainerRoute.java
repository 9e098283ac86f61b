package io.cfa.maven.verify.call;

import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.host.token.TokenRequest;
import io.cfa.maven.model.compose.ComposeExtensions.Router;
import io.cfa.maven.model.compose.ComposeExtensions.TokenSource;
import io.cfa.maven.remote.Command;
import java.time.Duration;
import java.util.List;

/**
 * Asks in the containers of one host: the secret stays in that of who gives tokens, the token on the host.
 *
 * @param now the containers
 */
public record ContainerRoute(ContainerSnapshot now) implements CallRoute {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public boolean reaches(String service) {
        return now.isHealthy(service);
    }

    @Override
    public Command command(TokenSource token, Router router, List<String> paths) {
        return Command.of(
                        "sh",
                        "-c",
                        ServiceCalls.script("on-the-host.sh"),
                        "sh",
                        container(token.service()),
                        TokenRequest.script())
                .with(TokenRequest.arguments(token).toArray(String[]::new))
                .with(container(router.service()), ServiceCalls.pathsScript(), Integer.toString(router.port()))
                .with(paths.toArray(String[]::new))
                .within(LIMIT);
    }

    private String container(String service) {
        return now.of(service).get(0).id();
    }
}
