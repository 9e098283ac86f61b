package io.cfa.maven.mojo.data;

import java.net.MalformedURLException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.classworlds.realm.ClassRealm;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/**
 * The client of S3, which the plugin was compiled with and does not depend on: it is some thirty artifacts, whose POMs Maven would read at the start of every goal.
 * It is resolved as Maven resolves a plugin's dependencies, in the versions of the plugin's POM, when a goal was given a bucket.
 */
final class S3Library {

    private static final String GROUP = "software.amazon.awssdk";
    private static final String SCOPE = "provided";

    private final RepositorySystem repositories;
    private final MavenSession session;
    private final PluginDescriptor plugin;

    /** For a goal that is being executed. */
    S3Library(RepositorySystem repositories, MavenSession session, MojoExecution execution) {
        this.repositories = repositories;
        this.session = session;
        this.plugin = execution.getMojoDescriptor().getPluginDescriptor();
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
            for (ArtifactResult result : resolved()) {
                realm.addURL(result.getArtifact().getFile().toURI().toURL());
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

    private List<ArtifactResult> resolved() throws RepositoryException {
        List<RemoteRepository> remote = session.getCurrentProject().getRemotePluginRepositories();
        List<Dependency> wanted = repositories
                .readArtifactDescriptor(
                        session.getRepositorySession(), new ArtifactDescriptorRequest(plugin(), remote, null))
                .getDependencies()
                .stream()
                .filter(dependency -> dependency.getArtifact().getGroupId().equals(GROUP)
                        && dependency.getScope().equals(SCOPE))
                .map(dependency -> dependency.setScope("runtime"))
                .toList();
        CollectRequest request = new CollectRequest(wanted, List.of(), remote);
        return repositories
                .resolveDependencies(session.getRepositorySession(), new DependencyRequest(request, null))
                .getArtifactResults();
    }

    private DefaultArtifact plugin() {
        return new DefaultArtifact(plugin.getGroupId(), plugin.getArtifactId(), "jar", plugin.getVersion());
    }
}
