package io.cfa.maven.verify.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.swarm.NodeProbe;
import io.cfa.maven.docker.swarm.SwarmNode;
import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.StackExtensions;
import io.cfa.maven.remote.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a doctor says of managers and nodes; the job is run by a real shell with a docker that prints what one of a swarm printed. */
class NodeChecksTest {

    private static final String FIRST = "kukjbal75m50qzooufq3ebqhq";
    private static final String SECOND = "oqo80mxhef5zy5r616rm46kow";

    @TempDir
    Path temp;

    private static SwarmNode node(String id, String name, String manager) {
        return new SwarmNode(
                id, name, "10.0.0.1", "ready", "active", manager, "26.1.5", Map.of("cfa.postgres", "true"));
    }

    private static final List<SwarmNode> TWO =
            List.of(node(FIRST, "cfa2", "leader"), node(SECOND, "cfa2-2", "reachable"));

    /** What the job prints on two nodes; the logs of its tasks are mixed, and the engine may run one twice. */
    private NodeProbe probe(String... answers) throws IOException {
        Path printed = Files.writeString(temp.resolve("printed"), String.join("\n", answers) + "\n");
        LocalShell host = new LocalShell(temp.resolve("bin"))
                .program("date", "echo 1000")
                .program(
                        "docker",
                        "echo \"$1 $2\" >>" + temp + "/asked\ncase \"$1 $2\" in 'node ls') echo 'Ready Active' ;;"
                                + " 'service ps') case \"$*\" in *no-resolve*) echo 'task " + SECOND + " ' ;;"
                                + " *) echo 'cfa2 Complete 1 second ago' ;; esac ;; 'service logs') cat " + printed
                                + " ;; esac");
        return NodeProbe.of("cfa", "haproxy@sha256:0", List.of("quay.io:443")).ask(host);
    }

    private static List<String> lines(List<CheckResult> results) {
        return results.stream()
                .map(result -> result.level() + " " + result.subject() + ": " + result.observed())
                .toList();
    }

    @Test
    void nodesThatAreWellAreALineForEachMatter() throws IOException {
        NodeProbe probe = probe(
                FIRST + " clock 1000",
                SECOND + " clock 1002",
                FIRST + " privileges 1",
                FIRST + " disk overlay 100 50 63109808 1% /",
                FIRST + " ports 32768 60999 58081-58090",
                SECOND + " ports 1024 40000",
                SECOND + " privileges 1",
                SECOND + " disk overlay 100 50 5000000 1% /",
                SECOND + " reach quay.io:443 yes",
                FIRST + " reach quay.io:443 yes");

        assertThat(lines(new NodeChecks(TWO, probe, List.of(58081, 58082, 58090)).results()))
                .containsExactly(
                        "PASSED disk of each node: at least 5120 MB free, on cfa2-2",
                        "PASSED clock of each node: within 1 s of the manager's",
                        "PASSED privileges: none to gain on 2 nodes",
                        "PASSED outgoing ports: none that enters on a node",
                        "PASSED registry from each node: quay.io:443 from 2 nodes");
        assertThat(Files.readAllLines(temp.resolve("asked"))).last().isEqualTo("service rm");
    }

    @Test
    void eachNodeThatIsNotWellIsNamed() throws IOException {
        NodeProbe probe = probe(
                FIRST + " clock 940",
                FIRST + " privileges 0",
                FIRST + " disk overlay 100 50 100000 99% /",
                FIRST + " ports 32768 60999 40000",
                FIRST + " reach quay.io:443 no");

        List<CheckResult> results = new NodeChecks(TWO, probe, List.of(58081, 58082, 58090)).results();

        assertThat(lines(results))
                .containsExactly(
                        "UNKNOWN node cfa2-2: unknown",
                        "REFUSED disk of each node: 102 MB free on cfa2",
                        "WARNING clock of each node: 60 s behind the manager's",
                        "WARNING privileges: to gain on cfa2",
                        "ADVICE outgoing ports: 3 published ports may be taken on cfa2",
                        "REFUSED registry from each node: not from cfa2");
        assertThat(results.get(4).finding().orElseThrow().next())
                .isEqualTo(
                        "`sysctl -w net.ipv4.ip_local_reserved_ports=40000,58081-58082,58090` there, and the same in a file of /etc/sysctl.d");
        assertThat(results)
                .allMatch(result -> result.finding().orElseThrow().toString().contains(". Next: "));
    }

    @Test
    void aClockThatWasAskedBetweenTwoLooksAtTheManagersIsNotOff() {
        NodeProbe.Facts facts =
                new NodeProbe.Facts(Optional.of(1010L), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
        assertThat(new NodeProbe(1000, 1020, Map.of(), Map.of()).skew(facts)).isZero();
        assertThat(new NodeProbe(1000, 1004, Map.of(), Map.of()).skew(facts)).isEqualTo(6);
        assertThat(new NodeProbe(1013, 1020, Map.of(), Map.of()).skew(facts)).isEqualTo(-3);
    }

    @Test
    void managersThatMayNotLoseOneAndAPinWithTwoNodesAreSaid() {
        StackExtensions pinned = StackExtensions.of(ComposeFile.parse(
                Path.of("docker-compose.yml"),
                "services:\n  postgres:\n    image: postgres\n    x-cfa: {pin: postgres}\n"));

        List<CheckResult> results = new ManagerChecks(TWO, pinned, List.of("postgres")).results();

        assertThat(lines(results))
                .containsExactly(
                        "WARNING quorum: 2 of 2 managers reachable, 0 may go",
                        "PASSED engines: 26.1.5 on 2 nodes",
                        "REFUSED node of postgres: cfa2, cfa2-2");
        assertThat(new ManagerChecks(TWO, pinned, List.of()).results()).hasSize(2);
        assertThat(results.get(2).finding().orElseThrow().next())
                .isEqualTo("docker node update --label-rm cfa.postgres OTHER at a manager");
    }

    @Test
    void aManagerThatIsAwayAndEnginesOfTwoVersionsAreSaid() {
        SwarmNode away = new SwarmNode("x", "cfa2-3", "", "down", "active", "unreachable", "27.0.1", Map.of());

        List<CheckResult> results = new ManagerChecks(
                        List.of(TWO.get(0), TWO.get(1), away), new StackExtensions(Map.of()), List.of())
                .results();

        assertThat(lines(results))
                .containsExactly(
                        "WARNING quorum: 2 of 3 managers reachable, 0 may go",
                        "WARNING node cfa2-3: down, active",
                        "WARNING engines: 2 versions");
        assertThat(results.get(2).finding().orElseThrow().observed())
                .isEqualTo("26.1.5 on cfa2, cfa2-2; 27.0.1 on cfa2-3");
    }

    @Test
    void aJobsOwnTokenEndsAndADeployTokenDoesNot() {
        assertThat(StoredCredential.check(Optional.of("gitlab-ci-token")).level())
                .isEqualTo(CheckResult.Level.WARNING);
        assertThat(StoredCredential.check(Optional.of("gitlab+deploy-token-12")).observed())
                .startsWith("a deploy token");
        assertThat(StoredCredential.check(Optional.of("anna")).observed()).contains("cannot be told");
        assertThat(StoredCredential.check(Optional.empty()).level()).isEqualTo(CheckResult.Level.PASSED);
    }
}
