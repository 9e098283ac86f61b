package io.cfa.maven.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.Modules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final String OWN = "registry.example:5000";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private RegistryLogin login(String registry, Optional<String> user, String... serverIds) {
        return new Credentials(OWN, user, environment, home, id -> Optional.of(id)
                        .filter(List.of(serverIds)::contains)
                        .map(known -> RegistryLogin.of("the server " + known + " of settings.xml", "maven", "s3cret")))
                .of(registry);
    }

    private void dockerConfig(Path file, String registry, String userAndPassword) {
        String auth = Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        Modules.write(
                file,
                ("{\"auths\":{\"" + registry + "\":{\"auth\":\"" + auth + "\"}}}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFirstThatFitsWins() {
        assertThat(login(OWN, Optional.empty())).hasToString("no credential");
        assertThat(login(OWN, Optional.empty(), OWN))
                .hasToString("the server " + OWN + " of settings.xml (user maven)");
        dockerConfig(home.resolve(".docker/config.json"), OWN, "dock:er");
        assertThat(login(OWN, Optional.empty(), OWN)).hasToString(home.resolve(".docker/config.json") + " (user dock)");
        environment.putAll(Map.of("CI_REGISTRY_USER", "ci", "CI_REGISTRY_PASSWORD", "p"));
        assertThat(login(OWN, Optional.empty(), OWN))
                .hasToString("CI_REGISTRY_USER and CI_REGISTRY_PASSWORD (user ci)");
        environment.put("CFA_REGISTRY_PASSWORD", "q");
        assertThat(login(OWN, Optional.of("me"), OWN))
                .hasToString("cfa.registryUser and CFA_REGISTRY_PASSWORD (user me)");
    }

    @Test
    void whatIsForOurRegistryIsNotSentToAnother() {
        environment.putAll(Map.of(
                "CI_REGISTRY",
                "ci.example",
                "CI_REGISTRY_USER",
                "ci",
                "CI_REGISTRY_PASSWORD",
                "p",
                "CFA_REGISTRY_PASSWORD",
                "q"));
        assertThat(login("docker.io", Optional.of("me"))).hasToString("no credential");
        assertThat(login("ci.example", Optional.of("me")))
                .hasToString("CI_REGISTRY_USER and CI_REGISTRY_PASSWORD (user ci)");
    }

    @Test
    void dockersConfigIsWhereDockerLooks() {
        environment.put("DOCKER_CONFIG", home.resolve("elsewhere").toString());
        dockerConfig(home.resolve("elsewhere/config.json"), OWN, "other:x");
        assertThat(login(OWN, Optional.empty())).hasToString(home.resolve("elsewhere/config.json") + " (user other)");
    }

    @Test
    void aCredentialHelperThatIsNotThereIsNamed() {
        Modules.write(
                home.resolve(".docker/config.json"),
                ("{\"credHelpers\":{\"" + OWN + "\":\"no-such-helper\"}}").getBytes(StandardCharsets.UTF_8));
        assertThat(login(OWN, Optional.empty(), OWN))
                .hasToString("the server " + OWN + " of settings.xml (user maven)");
    }

    @Test
    void aUserWithoutAPasswordIsRefused() {
        assertThatThrownBy(() -> login(OWN, Optional.of("me")))
                .isInstanceOf(ImageException.class)
                .hasMessage("cfa.registryUser is me, but CFA_REGISTRY_PASSWORD is not set."
                        + " Next: set it in the environment; a password is never a parameter");
    }

    @Test
    void aPasswordIsNeverShown() {
        assertThat(RegistryLogin.of("here", "me", "s3cret").toString()).doesNotContain("s3cret");
    }
}
