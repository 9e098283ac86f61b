package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackRulesTest {

    /** What makes the good repository one for a swarm too. */
    private static final List<String> FITS = List.of(
            "ports: [\"${IDENTITY_PORT}:8080\"]",
            "ports: [\"${BANK_NOMINAL_PORT}:8080\"]",
            "ports: [\"${KEYCLOAK_PORT}:8080\"]",
            "ports: [\"127.0.0.1:${POSTGRES_PORT}:5432\"]");

    @TempDir
    Path root;

    private Clone clone;

    @BeforeEach
    void aGoodCloneForASwarm() throws IOException {
        clone = Clone.into(root);
        clone.write("env", clone.read("env") + "CFA_ENGINE=swarm\n");
        for (String ports : FITS) {
            clone.replace("compose", ports, ports + "\n    x-cfa: {pin: one}");
        }
    }

    @Test
    void aFileThatASwarmCanHaveHasNoFinding() {
        assertThat(clone.check()).isEmpty();
    }

    @Test
    void withoutTheEngineNothingIsSaid() throws IOException {
        clone.replace("env", "CFA_ENGINE=swarm\n", "");
        clone.replace(
                "compose",
                "image: postgres:17-alpine",
                "image: postgres:17-alpine\n    shm_size: 1m\n    privileged: true");
        assertThat(clone.check()).isEmpty();
    }

    @Test
    void whatAProfileSwitchesOffIsInNoStackUntilItIsSwitchedOn() throws IOException {
        clone.replace(
                "compose",
                "image: postgres:17-alpine",
                "image: postgres:17-alpine\n    profiles: [old]\n    privileged: true");
        assertThat(clone.check()).noneMatch(finding -> finding.contains("privileged"));
        clone.write("env", clone.read("env") + "COMPOSE_PROFILES=old\n");
        assertThat(clone.check()).anyMatch(finding -> finding.contains("privileged of postgres"));
    }

    @Test
    void anotherEngineIsAFindingOfTheEnvFileAlone() throws IOException {
        clone.replace("env", "CFA_ENGINE=swarm", "CFA_ENGINE=kubernetes");
        assertThat(clone.check())
                .containsExactly(
                        "env:" + clone.line("env", "FA_ENGINE") + "  CFA_ENGINE=kubernetes; expected compose or swarm");
    }

    @Test
    void aPortOf127IsLeftOutAndAPersonIsTold() {
        assertThat(new Checker(clone.checkout(), Optional.empty()).examine().warnings())
                .anyMatch(warning -> warning.toString()
                        .contains("port 127.0.0.1:${POSTGRES_PORT}:5432 of postgres is left out of the stack"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "privileged: true | privileged of postgres",
                "container_name: db | container_name of postgres",
                "network_mode: bridge | network_mode of postgres",
                "platform: linux/amd64 | platform of postgres",
                "security_opt: [seccomp=unconfined] | security_opt seccomp=unconfined of postgres",
                "tmpfs: [\"/run:size=1m,uid=5\"] | tmpfs /run:size=1m,uid=5 of postgres",
                "tmpfs: /run:mode=0700 | tmpfs /run:mode=0700 of postgres",
                "deploy: {mode: global} | deploy.mode global of postgres",
                "networks: {default: {ipv4_address: 10.0.0.7}} | ipv4_address of postgres on a network",
            })
    void whatAStackWouldLoseIsFound(String line, String observed) throws IOException {
        clone.replace("compose", "image: postgres:17-alpine", "image: postgres:17-alpine\n    " + line);
        assertThat(clone.check())
                .contains("compose:" + clone.line("compose", line.substring(0, line.indexOf(':'))) + "  " + observed
                        + "; expected what a stack has too, as CFA_ENGINE is swarm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-cfa: {pin: Post gres} | x-cfa pin is \"Post gres\"; expected a name such as postgres: small letters",
                "x-cfa: {replicas: 0} | x-cfa replicas is \"0\"; expected a number from 1 to 999",
                "x-cfa: {nodes: all} | x-cfa nodes is \"all\"; expected each",
                "x-cfa: {live: health} | x-cfa live is \"health\"; expected a path such as /health/live",
            })
    void aWordOfAnotherFormIsFoundWhateverTheEngine(String line, String found) throws IOException {
        clone.replace("env", "CFA_ENGINE=swarm\n", "");
        clone.replace("compose", "x-cfa: {pin: one}", line);
        assertThat(clone.check()).anyMatch(finding -> finding.contains(found));
    }

    @Test
    void aPortThatNoNodeIsNamedForAndAVolumeThatMovesAreFound() throws IOException {
        clone.replace("compose", "\n    x-cfa: {pin: one}", "");
        clone.replace(
                "compose",
                "ports: [\"127.0.0.1:${POSTGRES_PORT}:5432\"]\n    x-cfa: {pin: one}",
                "ports: [\"127.0.0.1:${POSTGRES_PORT}:5432\"]");
        clone.replace("compose", "./init:/docker-entrypoint-initdb.d:ro", "./init:/docker-entrypoint-initdb.d");
        assertThat(clone.check())
                .containsExactlyInAnyOrder(
                        "compose:" + clone.line("compose", "ports: [\"${IDENTITY_PORT}")
                                + "  port ${IDENTITY_PORT}:8080 of identity,"
                                + " which would be at whichever node its task runs on; expected what a stack has too, as CFA_ENGINE"
                                + " is swarm",
                        "compose:" + clone.line("compose", "- postgres-data:/var")
                                + "  the volume postgres-data of postgres, which is"
                                + " on one node only; expected what a stack has too, as CFA_ENGINE is swarm",
                        "compose:" + clone.line("compose", "- ./init")
                                + "  ./init of postgres, which may be written; expected what a"
                                + " stack has too, as CFA_ENGINE is swarm");
    }
}
