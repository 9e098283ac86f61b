package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is found by its name or by its form, and its value is in no finding. */
class SecretRulesTest {

    private static final Path FILE = Path.of("/clone/docker-compose.yml");

    private final Findings findings = new Findings(Path.of("/clone"));

    private List<String> found() {
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    private List<String> ofService(String environment) {
        Map.Entry<YamlNode, YamlNode> service = YamlNode.parse(FILE, "a:\n  environment:\n" + environment)
                .entries()
                .get(0);
        new SecretRules(findings)
                .environment(new ServiceEntry(service.getKey().text(), service.getKey(), service.getValue(), false));
        return found();
    }

    @Test
    void aMappingAndAListAreRead() {
        assertThat(ofService("    DB_PASSWORD: hunter2\n    DB_USER: x\n"))
                .containsExactly("3 DB_PASSWORD looks like a secret; expected a file under secrets/");
    }

    @Test
    void aListIsReadToo() {
        assertThat(ofService("    - DB_USER=x\n    - DB_PASSWORD=hunter2=3\n    - API_TOKEN\n"))
                .containsExactly("4 DB_PASSWORD looks like a secret; expected a file under secrets/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    DB_PASSWORD: ${DB_PASSWORD}\n",
                "    DB_PASSWORD: ${DB_PASSWORD:?is missing}\n",
                "    DB_PASSWORD: $DB_PASSWORD\n",
                "    DB_PASSWORD_FILE: hunter2\n",
                "    DB_PASSWORD: /run/secrets/db\n",
                "    TOKEN_URL: https://keycloak/token\n",
                "    USE_TOKEN: hunter2\n",
                "    TOKEN_WANTED: \"true\"\n",
                "    TOKEN_FOR: 30s\n",
                "    NAME: hunter2\n"
            })
    void whatIsAPathAFlagOrOnlyPassedOnIsNone(String environment) {
        assertThat(ofService(environment)).isEmpty();
    }

    @Test
    void aLongTextOfLettersAndDigitsIsOneUnderAnyName() {
        assertThat(ofService("    NAME: aB3" + "x".repeat(25) + "\n"))
                .containsExactly("3 NAME looks like a secret; expected a file under secrets/");
    }

    @Test
    void aLongTextOfOneCaseIsNone() {
        assertThat(ofService("    NAME: a3" + "x".repeat(26) + "\n    OTHER: aB3" + "x".repeat(24) + "\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN RSA PRIVATE KEY-----",
                "glpat-abcdefghij",
                "AKIAABCDEFGHIJKL",
                "jdbc:postgresql://u:hunter2@db/x",
                "https://db?user=x&password=hunter2",
                "redis-server --requirepass hunter2"
            })
    void aTextIsOneByItsFormAloneAndOnce(String text) {
        YamlNode file = YamlNode.parse(FILE, "a: plain\nb:\n  - \"" + text + "\"\n");
        new SecretRules(findings).texts(file);
        assertThat(found()).containsExactly("3 a text looks like a secret; expected a file under secrets/");
        new SecretRules(findings).setting(file.place(), "B", text);
        assertThat(found()).as("what its form shows is found by texts() alone").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:postgresql://u:${PW}@db/x", "https://db?password=${PW}", "--requirepass $PW", "plain"})
    void whatComesFromAVariableIsNone(String text) {
        new SecretRules(findings).texts(YamlNode.parse(FILE, "b: \"" + text + "\"\n"));
        assertThat(found()).isEmpty();
    }
}
