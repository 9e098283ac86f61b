package io.cfa.maven.mojo.data;

import io.cfa.maven.mojo.session.ProvidedLibrary;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.Optional;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.eclipse.aether.RepositoryException;

/**
 * The client of S3, which the plugin was compiled with and does not depend on: it is some thirty artifacts, whose POMs Maven would read at the start of every goal.
 * It is resolved when a goal was given a bucket.
 */
final class S3Library {

    private static final String GROUP = "software.amazon.awssdk";

    private final ProvidedLibrary client;

    S3Library(ProvidedLibrary client) {
        this.client = client;
    }

    /**
     * Puts it on the class path of the plugin, unless it is there.
     *
     * @throws IllegalArgumentException if it cannot be resolved
     */
    void provide() {
        if (!(getClass().getClassLoader() instanceof ClassRealm realm) || isThere(realm)) {
            return;
        }
        try {
            for (Path jar : client.jars(GROUP)) {
                realm.addURL(jar.toUri().toURL());
            }
        } catch (RepositoryException | MalformedURLException e) {
            throw new IllegalArgumentException(
                    "a bucket was named, and the client of S3 cannot be had: " + e.getMessage()
                            + ". Nothing was changed. Next: run it once with a repository that can be reached, without -o",
                    e);
        }
    }

    private static boolean isThere(ClassRealm realm) {
        return Optional.ofNullable(realm.getResource("software/amazon/awssdk/services/s3/S3Client.class"))
                .isPresent();
    }
}
