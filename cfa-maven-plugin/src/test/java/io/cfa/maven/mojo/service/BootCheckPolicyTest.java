package io.cfa.maven.mojo.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.BootCheck;
import io.cfa.maven.model.ImageReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

/** What becomes of a pushed image on a runner without an engine, as where privileged containers are forbidden. */
class BootCheckPolicyTest {

    private static final ImageReference IMAGE = ImageReference.of("registry.example.com/cfa/identity:1a2b3c4d");
    private static final BootCheck NO_ENGINE =
            new BootCheck("/there/is/no/docker", Map.of(), Duration.ZERO, pause -> {});

    private final List<String> warnings = new ArrayList<>();
    private final SystemStreamLog log = new SystemStreamLog() {
        @Override
        public void warn(CharSequence line) {
            warnings.add(line.toString());
        }
    };

    @Test
    void whoRequiresTheCheckIsToldThatItCouldNotBeMade() {
        assertThatThrownBy(() -> BootCheckPolicy.of("required").apply(NO_ENGINE, IMAGE, log))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "registry.example.com/cfa/identity cannot be started here, which cfa.bootCheck=required wants: no"
                                + " Docker engine answers. Next: see what docker version says");
    }

    @Test
    void whoWantsItWherePossibleIsWarned() throws MojoFailureException {
        BootCheckPolicy.of("true").apply(NO_ENGINE, IMAGE, log);
        assertThat(warnings)
                .containsExactly(
                        "registry.example.com/cfa/identity was not started: no Docker engine answers here. Next: see"
                                + " what docker version says, or leave cfa.bootCheck out");
    }

    @Test
    void whoDoesNotAskForItHearsNothing() throws MojoFailureException {
        BootCheckPolicy.of("false").apply(NO_ENGINE, IMAGE, log);
        assertThat(warnings).isEmpty();
    }
}
