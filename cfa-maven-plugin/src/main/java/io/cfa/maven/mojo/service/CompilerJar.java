package io.cfa.maven.mojo.service;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.mojo.session.ProvidedLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.aether.RepositoryException;

/**
 * The jar of ecj, which compiles what is generated for an image, and the services themselves: of the version that the plugin was built with, whichever JDK
 * Maven runs on.
 *
 * @param library ecj
 */
record CompilerJar(ProvidedLibrary library) implements Supplier<Path> {

    /** Its group. */
    static final String GROUP = "org.eclipse.jdt";

    @Override
    public Path get() {
        try {
            List<Path> jars = library.jars(GROUP);
            if (jars.size() == 1) {
                return jars.get(0);
            }
            throw new ImageException("the compiler of what Spring generates should be one jar of " + GROUP + ", and is "
                    + jars + ". Next: see the dependencies of scope provided in the plugin's POM");
        } catch (RepositoryException e) {
            throw new ImageException(
                    "the compiler of what Spring generates cannot be had: " + e.getMessage()
                            + ". Next: run it once with a repository that can be reached, without -o, or set cfa.springAot=off",
                    e);
        }
    }
}
