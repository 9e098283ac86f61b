package io.cfa.maven.verify.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.swarm.ServiceConfiguration;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.host.state.HostQuestions;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.BundleFile;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.report.ProbeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StackDriftProbeTest {

    private static final String COMPOSE = "name: cfa\nservices:\n  web:\n    image: ${REGISTRY_IMAGE}/web:${TAG}\n";
    private static final String ENV = "REGISTRY_IMAGE=127.0.0.1:5000/cfa\nTAG=dev\n";

    private final SwarmState now = state("same");

    @Test
    void aServiceIsAsItsReleaseLeftIt() {
        assertThat(probe(ServiceConfiguration.text(now.configurations()), ENV).ofServices(services(), now))
                .extracting(ProbeResult::observed)
                .containsExactly("none");
    }

    @Test
    void aServiceThatAPersonChangedIsNamedWithWhatWasChanged() {
        String before =
                ServiceConfiguration.text(now.configurations()).replaceFirst("(\"environment\":\")[0-9a-f]{12}", "$1x");
        assertThat(probe(before, ENV).ofServices(services(), now))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.hasPassed()).isFalse();
                    assertThat(result.finding().orElseThrow())
                            .hasToString(
                                    "cfa_web  changed since it was deployed with 0000aaaa: environment; expected as it was deployed. Next: roll"
                                            + " out again, which takes the change back; where it was meant, write it into the compose file first");
                });
    }

    @Test
    void whatAnOlderPluginDeployedIsNotJudged() {
        assertThat(probe("", ENV).ofServices(services(), now)).isEmpty();
    }

    @Test
    void filesThatAreTheRepositorysAndWereReleasedAreNoDrift() {
        assertThat(probe("", ENV).ofFiles())
                .extracting(result -> result.subject() + " " + result.observed())
                .containsExactly("files 2 files", "release none");
    }

    @Test
    void filesThatWereChangedSinceTheReleaseAreSaid() {
        assertThat(probe("", ENV + "MORE=1\n").ofFiles())
                .extracting(result -> result.subject() + " " + result.observed())
                .containsExactly("files 1 of 2", "release old");
        assertThat(probe("", ENV + "MORE=1\n").ofFiles().get(1).finding().orElseThrow())
                .hasToString(
                        "deploy@cfa2:22:/srv/cfa  compose or env were changed since 0000aaaa was deployed of them; expected a stack that was"
                                + " deployed of what lies there. Next: run cfa:rollout of 0000aaaa again");
    }

    /** What a manager has as its env file, and how its services were deployed. */
    private static StackDriftProbe probe(String configured, String env) {
        TreeMap<String, BundleFile> files = new TreeMap<>();
        files.put(Stack.COMPOSE_FILE, file(COMPOSE));
        files.put(Stack.ENV_FILE, file(ENV));
        Bundle bundle = new Bundle(files, List.of());
        ComposeProject project = new ComposeProject("/srv/cfa", Map.of());
        ObservedState there = new ObservedState(
                new ScriptedHost().name(),
                HostQuestions.ofBundle(bundle, project),
                Map.of(
                        Aspect.CHECKSUMS,
                        good(file(COMPOSE).checksum() + "  " + Stack.COMPOSE_FILE + "\n"
                                + file(env).checksum() + "  " + Stack.ENV_FILE + "\n"),
                        Aspect.COMPOSE_FILE,
                        good(COMPOSE),
                        Aspect.ENV_FILE,
                        good(env)));
        String line =
                "{\"goal\":\"cfa:rollout\",\"revision\":\"0000aaaa\",\"outcome\":\"verified\",\"by\":\"anna\",\"at\":\"2026-11-24T08:00:00Z\","
                        + "\"seconds\":9,\"images\":{},\"bundle\":\"" + ObservedState.sha256(COMPOSE + ENV) + "\"}";
        return new StackDriftProbe(
                new BundleLocation(bundle, project),
                there,
                new SwarmReleaseLog(
                        "cfa",
                        new TreeMap<>(Map.of("cfa_release.000001", line)),
                        new TreeMap<>(),
                        Optional.of(configured).filter(text -> !text.isEmpty())));
    }

    private static BundleFile file(String text) {
        return BundleFile.of(text);
    }

    private static Result good(String output) {
        return new Result(0, output, "");
    }

    private static List<Service> services() {
        return Stack.of(
                        ComposeFile.parse(Path.of("docker-compose.yml"), COMPOSE),
                        EnvFile.parse(Path.of(".env.cfa2"), ENV),
                        Map.of())
                .services();
    }

    private static SwarmState state(String moment) {
        try {
            return SwarmState.of("cfa")
                    .read("", good(Files.readString(Path.of("src/test/resources/swarm", moment + ".json"))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
