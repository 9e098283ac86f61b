package io.cfa.maven.image.assembly;

import java.util.List;

/**
 * An image in numbers, as text of OpenMetrics 1.0, which GitLab compares with those of the branch that a merge request goes into: bytes packed, bytes that
 * travelled, and whole seconds, as it calls changed whatever is not the same text.
 *
 * <p>Source: docs.gitlab.com, "Metrics reports"; its parser splits a line at the first space.
 *
 * @param service the service's name
 * @param layers  of the image, and its configuration
 * @param millis  how long the push took
 */
public record ImageMetrics(String service, List<PushedBlob> layers, long millis) {

    /** Where a push writes them, below {@code target}. */
    public static final String FILE = "cfa/metrics.txt";

    private static final int MILLIS = 1000;

    /** The text. */
    public String text() {
        return line("cfa_image_bytes", bytes(layers))
                + line(
                        "cfa_image_uploaded_bytes",
                        bytes(layers.stream()
                                .filter(layer -> layer.outcome() == PushedBlob.Outcome.UPLOADED)
                                .toList()))
                + line("cfa_push_seconds", (millis + MILLIS / 2) / MILLIS) + "# EOF\n";
    }

    private static long bytes(List<PushedBlob> layers) {
        return layers.stream().mapToLong(PushedBlob::size).sum();
    }

    private String line(String name, long value) {
        return "# TYPE " + name + " gauge\n" + name + "{service=\"" + service + "\"} " + value + "\n";
    }
}
