package io.cfa.maven.mojo;

import io.cfa.maven.image.plan.Jar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DefaultProjectBuildingRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.DependencyResolutionRequest;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectDependenciesResolver;

/** The jars that a module runs with, and those that the kit alone would run with: the same whichever modules are in the build. */
@Singleton
final class ModuleJars {

    private static final Set<String> RUNTIME = Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

    private final ProjectDependenciesResolver resolver;
    private final ProjectBuilder builder;
    /** What was resolved, as long as the build that asked for it lasts. */
    private final Map<Object, Map<String, List<Jar>>> kits = new WeakHashMap<>();

    @Inject
    ModuleJars(ProjectDependenciesResolver resolver, ProjectBuilder builder) {
        this.resolver = resolver;
        this.builder = builder;
    }

    /** The module's own class path, in Maven's order. */
    List<Jar> classPath(MavenProject project) {
        return project.getArtifacts().stream()
                .filter(artifact -> RUNTIME.contains(artifact.getScope()))
                .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
                .map(ModuleJars::jar)
                .toList();
    }

    /**
     * The closure of the kit, resolved as if it were alone: what a service brings along or manages otherwise has no say.
     *
     * @param kit its artifact's name; a module that does not depend on it has no shared layer
     */
    List<Jar> kit(MavenSession session, MavenProject project, String kit) throws MojoFailureException {
        Optional<Artifact> used = project.getArtifacts().stream()
                .filter(artifact -> artifact.getArtifactId().equals(kit)
                        && artifact.getGroupId().equals(project.getGroupId()))
                .filter(artifact -> RUNTIME.contains(artifact.getScope()))
                .findFirst();
        if (used.isEmpty()) {
            return List.of();
        }
        synchronized (kits) {
            Map<String, List<Jar>> ofBuild = kits.computeIfAbsent(session.getRequest(), any -> new HashMap<>());
            List<Jar> known = ofBuild.get(used.get().getId());
            if (known == null) {
                known = closure(session, project.getGroupId(), used.get());
                ofBuild.put(used.get().getId(), known);
            }
            return known;
        }
    }

    private List<Jar> closure(MavenSession session, String groupId, Artifact kit) throws MojoFailureException {
        DependencyResolutionRequest request =
                new DefaultDependencyResolutionRequest(module(session, kit), session.getRepositorySession());
        request.setResolutionFilter((node, parents) -> node.getDependency() == null
                || RUNTIME.contains(node.getDependency().getScope())
                        && !node.getDependency().getArtifact().getGroupId().equals(groupId));
        try {
            return resolver.resolve(request).getResolvedDependencies().stream()
                    .map(dependency -> jar(RepositoryUtils.toArtifact(dependency.getArtifact())))
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new MojoFailureException(
                    "the jars of " + kit.getArtifactId() + " cannot be resolved: " + e.getMessage(), e);
        }
    }

    /** The module itself where the reactor has it, also where this build leaves it out; else as the repository describes it. */
    private MavenProject module(MavenSession session, Artifact artifact) throws MojoFailureException {
        for (MavenProject module : session.getAllProjects()) {
            if (module.getGroupId().equals(artifact.getGroupId())
                    && module.getArtifactId().equals(artifact.getArtifactId())) {
                return module;
            }
        }
        try {
            return builder.build(artifact, new DefaultProjectBuildingRequest(session.getProjectBuildingRequest()))
                    .getProject();
        } catch (ProjectBuildingException e) {
            throw new MojoFailureException(artifact + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Jar jar(Artifact artifact) {
        return new Jar(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.hasClassifier() ? artifact.getClassifier() : "",
                artifact.getBaseVersion(),
                artifact.getFile().toPath());
    }
}
