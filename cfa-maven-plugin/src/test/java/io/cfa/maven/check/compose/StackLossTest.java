package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.compose.ComposeFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stack would drop of networks, configs, ports and health checks; of each service's keys and mounts elsewhere. */
class StackLossTest {

    private static final String EXPECTED = "; expected what a stack has too, as CFA_ENGINE is swarm";

    private static List<String> found(String text) {
        Findings findings = new Findings(ComposeText.ROOT);
        Variables variables = Variables.read(ComposeText.ROOT.resolve(".env.cfa2"), "DB_PORT=58093\n", findings)
                .orElseThrow();
        new StackRules(findings, variables.scope())
                .check(ComposeFile.parse(ComposeText.ROOT.resolve("docker-compose.yml"), text), Orchestrator.SWARM);
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @Test
    void aNetworkGoesOverSeveralNodes() {
        assertThat(
                        found(
                                "services:\n  a: {image: x}\nnetworks:\n  b: {driver: bridge}\n  o: {driver: overlay}\n  n:\n  h: {driver: macvlan}\n"))
                .containsExactly("7 the network driver macvlan, which does not go over several nodes" + EXPECTED);
    }

    @Test
    void aConfigIsAFile() {
        assertThat(
                        found(
                                "services:\n  a: {image: x}\nconfigs:\n  f: {file: ./f}\n  e: {external: true}\n  c: {content: y}\n"))
                .containsExactly("6 the config c, which is no file" + EXPECTED);
    }

    @Test
    void aPortHasNoAddressOfItsOwn() {
        assertThat(found("services:\n  a: {image: x, ports: [\"10.0.0.1:${DB_PORT}:1\"], x-cfa: {pin: one}}\n"))
                .containsExactly("2 the address of port 10.0.0.1:${DB_PORT}:1 of a" + EXPECTED);
        assertThat(found("services:\n  a: {image: x, ports: [\"0.0.0.0:${DB_PORT}:1\"], x-cfa: {pin: one}}\n"))
                .isEmpty();
        assertThat(found("services:\n  a: {image: x, ports: [\"1\"], x-cfa: {pin: one}}\n"))
                .containsExactly("2 port 1 of a, which is not one port of the node's" + EXPECTED);
    }

    @Test
    void onANetworkAServiceHasAliasesAlone() {
        assertThat(found("services:\n  a: {image: x, networks: {n: {aliases: [b]}, m: }}\nnetworks: {n: {}, m: {}}\n"))
                .isEmpty();
        assertThat(found("services:\n  a: {image: x, networks: {n: {ipv4_address: 10.0.0.1}}}\nnetworks: {n: {}}\n"))
                .containsExactly("2 ipv4_address of a on a network" + EXPECTED);
    }

    @Test
    void whatSaysThatItIsAliveIsAskedWhetherItIsReady() {
        String service = "services:\n  a: {image: x, x-cfa: {live: /health/live}%s}\n";
        String ready = ", healthcheck: {test: [CMD, curl, \"http://127.0.0.1/health/ready\"]}";
        assertThat(found(service.formatted(ready))).isEmpty();
        assertThat(found(service.formatted(ready).replace("ready", "live")))
                .containsExactly("2 x-cfa live of a, whose health check does not ask /health/ready" + EXPECTED);
        assertThat(found(service.formatted("")))
                .containsExactly("2 x-cfa live of a, whose health check does not ask /health/ready" + EXPECTED);
        assertThat(found("services:\n  a: {image: x}\n")).isEmpty();
    }

    @Test
    void eachNodeIsSaidWithOurOwnWord() {
        assertThat(found("services:\n  a: {image: x, deploy: {mode: global}}\n"))
                .containsExactly("2 deploy.mode global of a" + EXPECTED);
        assertThat(found("services:\n  a: {image: x, deploy: {mode: replicated}}\n"))
                .isEmpty();
    }

    @Test
    void ofSecurityOptionsThoseOfTheEngineStay() {
        assertThat(found("services:\n  a: {image: x, security_opt: [\"no-new-privileges:true\"]}\n"))
                .isEmpty();
        assertThat(found("services:\n  a: {image: x, security_opt: [\"no-new-privileges:true\", \"seccomp=x\"]}\n"))
                .containsExactly("2 security_opt seccomp=x of a" + EXPECTED);
    }
}
