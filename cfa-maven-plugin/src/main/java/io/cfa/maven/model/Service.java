package io.cfa.maven.model;

import io.cfa.maven.model.compose.StartFirst;
import io.cfa.maven.model.source.SourceLocation;
import java.util.List;
import java.util.stream.Stream;

/**
 * A service of the stack with all variables replaced.
 *
 * @param name    its name in the compose file
 * @param place   where it stands there
 * @param image   the image that its container is made from
 * @param ports   what the host publishes for it
 * @param ingress where the edge takes requests for it
 * @param builtHere whether this reactor builds its image
 * @param replacedLast whether it routes to others, and is replaced when they were: {@code x-cfa: {replace: last}}
 * @param startFirst whether a second container of it can run beside the first
 */
public record Service(
        String name,
        SourceLocation place,
        ImageReference image,
        List<PublishedPort> ports,
        Ingress ingress,
        boolean builtHere,
        boolean replacedLast,
        StartFirst startFirst) {

    /** Copies. */
    public Service {
        ports = List.copyOf(ports);
    }

    /** Whether it is the edge: infrastructure that holds requests while what routes to the others is replaced. */
    public boolean isEdge() {
        return replacedLast && !builtHere;
    }

    /** Every port of the host at which it answers. */
    public List<PublishedPort> reachableAt() {
        return Stream.concat(ports.stream(), ingress.ports().stream()).toList();
    }
}
