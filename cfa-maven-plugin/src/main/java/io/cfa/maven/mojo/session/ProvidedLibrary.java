package io.cfa.maven.mojo.session;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.DependencyRequest;

/**
 * What the plugin's POM names with the scope provided, and the plugin does not depend on, so that a goal that does not need it neither fetches nor reads
 * it: resolved as Maven resolves a plugin's dependencies, in the versions of that POM.
 *
 * @param repositories resolves
 * @param session      the reactor
 * @param execution    a goal of the plugin
 */
public record ProvidedLibrary(RepositorySystem repositories, MavenSession session, MojoExecution execution) {

    private static final String SCOPE = "provided";

    /** The jars of a group, and what they depend on. */
    public List<Path> jars(String group) throws RepositoryException {
        PluginDescriptor plugin = execution.getMojoDescriptor().getPluginDescriptor();
        DefaultArtifact itself =
                new DefaultArtifact(plugin.getGroupId(), plugin.getArtifactId(), "jar", plugin.getVersion());
        List<RemoteRepository> remote = session.getCurrentProject().getRemotePluginRepositories();
        List<Dependency> wanted = repositories
                .readArtifactDescriptor(
                        session.getRepositorySession(), new ArtifactDescriptorRequest(itself, remote, null))
                .getDependencies()
                .stream()
                .filter(dependency -> dependency.getArtifact().getGroupId().equals(group)
                        && dependency.getScope().equals(SCOPE))
                .map(dependency -> dependency.setScope("runtime"))
                .toList();
        return repositories
                .resolveDependencies(
                        session.getRepositorySession(),
                        new DependencyRequest(new CollectRequest(wanted, List.of(), remote), null))
                .getArtifactResults()
                .stream()
                .map(result -> result.getArtifact().getFile().toPath())
                .toList();
    }
}
