package io.cfa.maven.backup;

/**
 * One thing of a stack that is kept, as {@code x-cfa} of its service says it: {@code x-cfa: {backup: postgres}} or {@code x-cfa: {backup: files}}.
 *
 * @param service   the compose service
 * @param kind      how it is kept
 * @param container the name of its container
 * @param volume    the named volume that holds its data
 * @param path      where that is mounted in the container
 * @param image     the local ID of the container's image
 */
public record BackupPart(String service, Kind kind, String container, String volume, String path, String image) {

    /** How a service's data is kept while it runs. */
    public enum Kind {
        /** All databases of the server at one moment, by {@code pg_basebackup}. */
        POSTGRES,
        /** The files of its volume, one after the other. */
        FILES
    }

    /** The name of its file in a backup. */
    String file() {
        return service + (kind == Kind.POSTGRES ? ".base.tar.gz" : ".tar.gz");
    }
}
