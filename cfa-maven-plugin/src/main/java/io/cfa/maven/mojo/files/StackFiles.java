package io.cfa.maven.mojo.files;

import io.cfa.maven.host.bundle.HostBundle;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.RequiredParameter;
import io.cfa.maven.remote.RemoteHost;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;

/**
 * Where the files are that say what should run: those of the repository; or, where Maven was called outside of any project and the goal only looks,
 * copies of the host's own.
 *
 * <p>The host's own files say which services there are and where they answer, and nothing else is believed of them: they cannot prove that they are
 * the repository's, nor name the keys that signatures count by.
 */
public final class StackFiles implements AutoCloseable {

    private final Optional<Path> repository;
    private final Optional<String> directory;
    private Optional<HostBundle> fetched = Optional.empty();

    private StackFiles(Optional<Path> repository, Optional<String> directory) {
        this.repository = repository;
        this.directory = directory;
    }

    /**
     * The files for a goal.
     *
     * @param looksOnly       whether the goal changes nothing, and so may do with the host's own
     * @param bundleDirectory the parameter; may be null
     * @param remoteDirectory the parameter; may be null
     * @throws IllegalArgumentException if one of the two is needed and not given
     */
    public static StackFiles of(
            MavenSession session, boolean looksOnly, String bundleDirectory, String remoteDirectory) {
        Optional<String> directory = Optional.ofNullable(remoteDirectory).filter(given -> !given.isBlank());
        boolean given = bundleDirectory != null && !bundleDirectory.isBlank();
        if (looksOnly && !given && !session.getRequest().isProjectPresent()) {
            return new StackFiles(Optional.empty(), directory);
        }
        String required = RequiredParameter.of(
                remoteDirectory, "cfa.remoteDirectory", "where compose and env are on the host", "/srv/NAME");
        return new StackFiles(
                Optional.of(BuildSession.root(session)
                        .resolve(RequiredParameter.of(
                                bundleDirectory,
                                "cfa.bundleDirectory",
                                "where compose and env are in the repository",
                                "DIRECTORY"))),
                Optional.of(required));
    }

    /** The directory of the repository's files; empty where they are the host's, which has to be asked first. */
    public Optional<Path> ofRepository() {
        return repository;
    }

    /** Has the files here; those of the host are fetched now, which is said. */
    public StackFiles ready(Supplier<RemoteHost> login, Consumer<String> say) {
        if (repository.isEmpty()) {
            RemoteHost host = login.get();
            HostBundle own = HostBundle.fetch(host, directory);
            fetched = Optional.of(own);
            say.accept("there is no project here, so that what should run is read from " + host.name() + ":"
                    + own.remoteDirectory()
                    + " itself; whether its files are those of the repository is not looked at");
        }
        return this;
    }

    /** Whether they are the host's own. */
    public boolean areOfHost() {
        return repository.isEmpty();
    }

    /** The directory of compose and env on this machine. */
    public Path bundle() {
        return repository.orElseGet(() -> fetched.orElseThrow().directory());
    }

    /** The directory of compose and env on the host. */
    public String remoteDirectory() {
        return directory.orElseGet(() -> fetched.orElseThrow().remoteDirectory());
    }

    /**
     * Refuses to ask a registry that the host names with a password that is meant for another: what is kept by a registry's name goes to it alone, and
     * what is given by a parameter or by the pipeline goes to the registry of our images.
     *
     * @param imagePrefix the parameter; may be null
     * @param user        the parameter; may be null
     */
    public void requireRegistry(String imagePrefix, String user, Map<String, String> environment) {
        boolean named = imagePrefix != null && !imagePrefix.isBlank();
        if (areOfHost() && !named && (user != null || environment.containsKey("CI_REGISTRY_PASSWORD"))) {
            throw new IllegalArgumentException(
                    "a password for a registry is given, and which registry that is only the host"
                            + " says: it would be sent wherever the host's files name. Next: name it with"
                            + " -Dcfa.imagePrefix=REGISTRY/PATH, or log in with docker login, which keeps passwords by registry");
        }
    }

    /** Removes the copies. */
    @Override
    public void close() {
        fetched.ifPresent(HostBundle::close);
    }
}
