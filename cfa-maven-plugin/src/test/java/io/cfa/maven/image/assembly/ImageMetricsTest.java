package io.cfa.maven.image.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.image.plan.LayerKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageMetricsTest {

    @Test
    void bytesAreCountedAllTogetherAndThoseThatTravelled() {
        List<PushedBlob> layers = List.of(
                new PushedBlob(LayerKind.BASE, "sha256:1", 30_000_000, PushedBlob.Outcome.PRESENT),
                new PushedBlob(LayerKind.CLASSES, "sha256:2", 4321, PushedBlob.Outcome.UPLOADED));
        assertThat(new ImageMetrics("identity", layers, 2500).text())
                .isEqualTo(
                        """
                        # TYPE cfa_image_bytes gauge
                        cfa_image_bytes{service="identity"} 30004321
                        # TYPE cfa_image_uploaded_bytes gauge
                        cfa_image_uploaded_bytes{service="identity"} 4321
                        # TYPE cfa_push_seconds gauge
                        cfa_push_seconds{service="identity"} 3
                        # EOF
                        """);
    }
}
