package io.cfa.maven.model;

import java.util.List;

/**
 * A service of the stack with all variables replaced.
 *
 * @param name    its name in the compose file
 * @param place   where it stands there
 * @param image   the image that its container is made from
 * @param ports   what the host publishes for it
 * @param ours    whether this reactor builds its image
 */
public record Service(String name, Place place, ImageRef image, List<PublishedPort> ports, boolean ours) {

    /** Copies. */
    public Service {
        ports = List.copyOf(ports);
    }
}
