package io.cfa.maven.model.source;

import java.nio.file.Path;

/**
 * Where in a file something stands.
 *
 * @param file the file, as it was named when it was read
 * @param line the line, counted from 1
 */
public record SourceLocation(Path file, int line) {

    /** {@code docker-compose.yml:12}: the file's own name, as the directory is known to whoever reads a finding. */
    @Override
    public String toString() {
        return file.getFileName() + ":" + line;
    }
}
