package io.cfa.maven.image.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.Modules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void theVariableThatAPipelineGivesGoesBeforeTheFile() {
        dockerConfig(home.resolve(".docker/config.json"), OWN, "file:x");
        environment.put("DOCKER_AUTH_CONFIG", "{\"auths\":{\"" + OWN + "\":{\"auth\":\"dmFyaWFibGU6eQ==\"}}}");
        assertThat(login(OWN, Optional.empty())).hasToString("DOCKER_AUTH_CONFIG (user variable)");
        environment.put("DOCKER_AUTH_CONFIG", "{\"auths\":{\"other.example\":{\"auth\":\"dmFyaWFibGU6eQ==\"}}}");
        assertThat(login(OWN, Optional.empty())).hasToString(home.resolve(".docker/config.json") + " (user file)");
        environment.put("DOCKER_AUTH_CONFIG", "  ");
        assertThat(login(OWN, Optional.empty())).hasToString(home.resolve(".docker/config.json") + " (user file)");
    }

    @Test
    void aVariableThatHoldsNoJsonIsNamedAndNotQuoted() {
        environment.put("DOCKER_AUTH_CONFIG", "{\"auths\": s3cret");
        assertThatThrownBy(() -> login(OWN, Optional.empty()))
                .hasMessage(
                        "DOCKER_AUTH_CONFIG:1 is no valid JSON. Next: give it the JSON of a config.json, not a file's name");
        environment.put("DOCKER_AUTH_CONFIG", "{\"auths\":{\"" + OWN + "\":{\"auth\":\"s3cret!\"}}}");
        assertThatThrownBy(() -> login(OWN, Optional.empty()))
                .hasMessage("the auth of " + OWN
                        + " in DOCKER_AUTH_CONFIG is empty or not base64. Next: correct the variable");
    }

    private Path config(String json) {
        Path file = home.resolve(".docker/config.json");
        Modules.write(file, json.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private void helper(String name, String script) throws IOException {
        Path program = home.resolve("bin/docker-credential-" + name);
        Modules.write(program, ("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", home.resolve("bin").toString());
    }

    @Test
    void aCredentialHelperThatIsNotThereIsNamed() {
        Path file = config("{\"credHelpers\":{\"" + OWN + "\":\"no-such-helper\"}}");
        assertThatThrownBy(() -> login(OWN, Optional.empty(), OWN))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        file + ", credHelpers names docker-credential-no-such-helper, which is not on this machine's"
                                + " PATH. Next: install it, or remove it from the file (echo REGISTRY |"
                                + " docker-credential-no-such-helper get)");
        assertThat(login("another.example", Optional.empty())).hasToString("no credential");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo the keychain is locked s3cret >&2; exit 1 | which failed for registry.example:5000 with exit status 1",
                "echo 's3cret is no JSON' | whose answer for registry.example:5000 is no valid JSON",
            })
    void aCredentialHelperThatFailsIsNamedWithoutWhatItSaid(String script, String what) throws IOException {
        helper("broken", script);
        Path file = config("{\"credsStore\":\"broken\"}");
        assertThatThrownBy(() -> login(OWN, Optional.empty()))
                .hasMessageStartingWith(file + ", credsStore names docker-credential-broken, " + what)
                .hasMessageContaining("Next: ")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void aCredentialHelperThatHasNothingIsNotTheEnd() throws IOException {
        helper("empty", "echo 'credentials not found in native keychain'; exit 1");
        config("{\"credsStore\":\"empty\",\"auths\":{\"" + OWN + "\":{}}}");
        assertThat(login(OWN, Optional.empty(), OWN))
                .hasToString("the server " + OWN + " of settings.xml (user maven)");
    }

    @Test
    void dockerHubIsAskedForUnderTheKeyThatDockerUses() throws IOException {
        helper("hub", "/bin/cat > " + home.resolve("asked") + "; echo '{\"Username\":\"me\",\"Secret\":\"s3cret\"}'");
        config("{\"credsStore\":\"hub\"}");
        assertThat(login("docker.io", Optional.empty())).hasToString("docker-credential-hub (user me)");
        assertThat(home.resolve("asked")).hasContent("https://index.docker.io/v1/");
    }

    @Test
    void anIdentityTokenIsNoPassword() throws IOException {
        helper("token", "echo '{\"Username\":\"<token>\",\"Secret\":\"refresh\"}'");
        config("{\"credHelpers\":{\"" + OWN + "\":\"token\"}}");
        RegistryLogin login = login(OWN, Optional.empty());
        assertThat(login.identityToken()).contains("refresh");
        assertThat(login.basic()).isEmpty();
        assertThat(login).hasToString("docker-credential-token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"auth\":\"\"} | is empty or not base64",
                "{\"auth\":\"%%%\"} | is empty or not base64",
                "{\"auth\":\"bm9jb2xvbg==\"} | does not hold a user and a password with a colon between them",
            })
    void anAuthThatHoldsNoPasswordIsNamedWithItsFile(String entry, String what) {
        Path file = config("{\"auths\":{\"https://" + OWN + "/v2/\":" + entry + "}}");
        assertThatThrownBy(() -> login(OWN, Optional.empty()))
                .hasMessage(
                        "the auth of https://" + OWN + "/v2/ in " + file + " " + what + ". Next: docker login " + OWN);
    }

    @Test
    void aFileThatIsNoJsonIsNamedWithItsLineAndNotQuoted() {
        Path file = config("{\"auths\":\n{\"" + OWN + "\":{\"auth\":\"bWU6czNjcmV0\",,}}}");
        assertThatThrownBy(() -> login(OWN, Optional.empty()))
                .hasMessage(file + ":2 is no valid JSON. Next: mend it, or delete it and docker login again")
                .hasNoCause();
        config("[]");
        assertThatThrownBy(() -> login(OWN, Optional.empty()))
                .hasMessage(file + " holds no JSON object. Next: mend it, or delete it and docker login again");
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
