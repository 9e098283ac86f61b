package io.cfa.maven.image.credentials;

import io.cfa.maven.image.cache.ImageException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where credentials are looked for, in order; the first that is for the registry wins.
 *
 * <p>The parameter {@code cfa.registryUser} with CFA_REGISTRY_PASSWORD, the pipeline's CI_REGISTRY_USER and CI_REGISTRY_PASSWORD, what stands
 * in DOCKER_AUTH_CONFIG, what {@code docker login} wrote or its credential helpers know, a {@code <server>} of settings.xml whose id is the registry; else none.
 */
public final class Credentials {

    private final String ownRegistry;
    private final Optional<String> user;
    private final Map<String, String> environment;
    private final Path home;
    private final Function<String, Optional<RegistryLogin>> settings;

    /**
     * Looks in the usual places.
     *
     * @param ownRegistry the registry that the build pushes to: the parameter and the pipeline's variables are for no other
     * @param user        the explicit parameter
     * @param environment the variables of this process
     * @param home        the user's directory, for {@code .docker/config.json}
     * @param settings    finds the server of an id in settings.xml
     */
    public Credentials(
            String ownRegistry,
            Optional<String> user,
            Map<String, String> environment,
            Path home,
            Function<String, Optional<RegistryLogin>> settings) {
        this.ownRegistry = ownRegistry;
        this.user = user;
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.settings = settings;
    }

    /** The credential for a registry. */
    public RegistryLogin of(String registry) {
        return explicit(registry)
                .or(() -> pipeline(registry))
                .or(() -> docker(registry))
                .or(() -> settings.apply(registry))
                .orElseGet(RegistryLogin::anonymous);
    }

    private Optional<RegistryLogin> explicit(String registry) {
        if (user.isEmpty() || !registry.equals(ownRegistry)) {
            return Optional.empty();
        }
        String password = environment.get("CFA_REGISTRY_PASSWORD");
        if (password == null) {
            throw new ImageException(
                    "cfa.registryUser is " + user.get()
                            + ", but CFA_REGISTRY_PASSWORD is not set. Next: set it in the environment; a password is never a parameter");
        }
        return Optional.of(RegistryLogin.of("cfa.registryUser and CFA_REGISTRY_PASSWORD", user.get(), password));
    }

    private Optional<RegistryLogin> pipeline(String registry) {
        String name = environment.get("CI_REGISTRY_USER");
        String password = environment.get("CI_REGISTRY_PASSWORD");
        boolean fits = registry.equals(environment.get("CI_REGISTRY")) || registry.equals(ownRegistry);
        return name == null || password == null || !fits
                ? Optional.empty()
                : Optional.of(RegistryLogin.of("CI_REGISTRY_USER and CI_REGISTRY_PASSWORD", name, password));
    }

    private Optional<RegistryLogin> docker(String registry) {
        Path config = Optional.ofNullable(environment.get("DOCKER_CONFIG"))
                .map(Path::of)
                .orElse(home.resolve(".docker"))
                .resolve("config.json");
        return DockerConfig.ofVariable(environment).login(registry).or(() -> DockerConfig.ofFile(config, environment)
                .login(registry));
    }
}
