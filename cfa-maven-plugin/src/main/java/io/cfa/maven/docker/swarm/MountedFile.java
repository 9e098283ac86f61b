package io.cfa.maven.docker.swarm;

import io.cfa.maven.model.Digest;

/**
 * A file of the manager that the compose file mounts or has as a config: each node gets its content by way of the swarm.
 *
 * @param path       absolute, on the manager
 * @param content    the digest of its bytes
 * @param bytes      how many
 * @param executable whether its owner may execute it
 */
public record MountedFile(String path, Digest content, long bytes, boolean executable) {

    private static final int SHORT = 12;

    /** The swarm config that holds this content: of the project, the file's name and the begin of the digest. */
    public String configName(String project) {
        String name = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_-]", "-");
        String shortName = name.substring(0, Math.min(name.length(), 30));
        String hex = content.toString().replaceFirst("^sha256:", "").substring(0, SHORT);
        return project + "_" + shortName + "." + hex;
    }

    /** Its access rights in a container. */
    int mode() {
        return executable ? 0555 : 0444;
    }
}
