package io.cfa.maven.docker.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Against a service that a real swarm showed. */
class ServiceConfigurationTest {

    private static final String STATE = read();

    @Test
    void theSameServiceIsConfiguredTheSame() {
        assertThat(changed(spec -> {})).isEmpty();
    }

    @Test
    void eachPartThatAPersonChangesIsNamed() {
        assertThat(changed(spec -> container(spec).putArray("Env").add("BY_HAND=yes")))
                .containsExactly("environment");
        assertThat(changed(spec -> container(spec).put("Image", "other"))).containsExactly("image");
        assertThat(changed(
                        spec -> spec.putObject("Mode").putObject("Replicated").put("Replicas", 5)))
                .containsExactly("replicas");
        assertThat(changed(spec -> task(spec)
                        .putObject("Placement")
                        .putArray("Constraints")
                        .add("node.role==worker")))
                .containsExactly("placement");
        assertThat(changed(spec -> container(spec).put("User", "root"))).containsExactly("container");
        assertThat(changed(spec -> task(spec).putObject("RestartPolicy").put("Condition", "none")))
                .containsExactly("other");
        assertThat(changed(spec -> ((ObjectNode) spec.path("Labels")).put("mine", "1")))
                .containsExactly("other");
    }

    @Test
    void whatASwarmIsToldToDoAgainAndLabelsOfOursAreNoConfiguration() {
        assertThat(changed(spec -> task(spec).put("ForceUpdate", 7))).isEmpty();
        assertThat(changed(spec -> ((ObjectNode) spec.path("Labels")).put("io.cfa.revision", "other")))
                .isEmpty();
    }

    @Test
    void theOrderInWhichAnEngineWritesIsNoConfiguration() {
        assertThat(changed(spec -> {
                    ObjectNode container = container(spec);
                    container.set("Image", container.remove("Image"));
                }))
                .isEmpty();
    }

    @Test
    void aTextSaysItAgain() throws IOException {
        Map<String, ServiceConfiguration> services =
                SwarmState.parse(STATE, "cfa").configurations();
        assertThat(ServiceConfiguration.parse(ServiceConfiguration.text(services)))
                .containsExactlyEntriesOf(services)
                .hasSize(1);
        assertThat(ServiceConfiguration.parse("{")).isEmpty();
        assertThat(ServiceConfiguration.parse("7")).isEmpty();
        assertThat(ServiceConfiguration.parse("")).isEmpty();
    }

    private static List<String> changed(Consumer<ObjectNode> change) {
        ObjectNode spec = spec();
        change.accept(spec);
        return ServiceConfiguration.of(spec()).differences(ServiceConfiguration.of(spec));
    }

    private static ObjectNode container(ObjectNode spec) {
        return (ObjectNode) task(spec).path("ContainerSpec");
    }

    private static ObjectNode task(ObjectNode spec) {
        return (ObjectNode) spec.path("TaskTemplate");
    }

    private static ObjectNode spec() {
        try {
            return (ObjectNode) new ObjectMapper().readTree(STATE).path(0).path("Spec");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/test/resources/swarm/same.json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
