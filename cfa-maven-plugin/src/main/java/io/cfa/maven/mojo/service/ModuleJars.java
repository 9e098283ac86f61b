package io.cfa.maven.mojo.service;

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

/** The jars that a module runs with, and those that the shared module alone would run with: the same whichever modules are in the build. */
@Singleton
public final class ModuleJars {

    private static final Set<String> RUNTIME =
            Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME, Artifact.SCOPE_SYSTEM);

    private final ProjectDependenciesResolver resolver;
    private final ProjectBuilder builder;
    /** What was resolved, as long as the build that asked for it lasts. */
    private final Map<Object, Map<String, List<Jar>>> closures = new WeakHashMap<>();

    @Inject
    ModuleJars(ProjectDependenciesResolver resolver, ProjectBuilder builder) {
        this.resolver = resolver;
        this.builder = builder;
    }

    /** The module's own class path, in Maven's order. */
    public List<Jar> classPath(MavenProject project) {
        return project.getArtifacts().stream()
                .filter(artifact -> RUNTIME.contains(artifact.getScope()))
                .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
                .map(ModuleJars::jar)
                .toList();
    }

    /**
     * The closure of the shared module, resolved as if it were alone: what a service brings along or manages otherwise has no say.
     *
     * @param shared its artifact's name, or null; a module that does not depend on it has no shared layer
     */
    public List<Jar> shared(MavenSession session, MavenProject project, String shared) throws MojoFailureException {
        Optional<Artifact> used = project.getArtifacts().stream()
                .filter(artifact -> artifact.getArtifactId().equals(shared)
                        && artifact.getGroupId().equals(project.getGroupId()))
                .filter(artifact -> RUNTIME.contains(artifact.getScope()))
                .findFirst();
        if (used.isEmpty()) {
            return List.of();
        }
        synchronized (closures) {
            Map<String, List<Jar>> ofBuild = closures.computeIfAbsent(session.getRequest(), any -> new HashMap<>());
            List<Jar> known = ofBuild.get(used.get().getId());
            if (known == null) {
                known = closure(session, project.getGroupId(), used.get());
                ofBuild.put(used.get().getId(), known);
            }
            return known;
        }
    }

    private List<Jar> closure(MavenSession session, String groupId, Artifact shared) throws MojoFailureException {
        DependencyResolutionRequest request =
                new DefaultDependencyResolutionRequest(module(session, shared), session.getRepositorySession());
        request.setResolutionFilter((node, parents) -> node.getDependency() == null
                || RUNTIME.contains(node.getDependency().getScope())
                        && !node.getDependency().getArtifact().getGroupId().equals(groupId));
        try {
            return resolver.resolve(request).getResolvedDependencies().stream()
                    .map(dependency -> jar(RepositoryUtils.toArtifact(dependency.getArtifact())))
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new MojoFailureException(
                    "the jars of " + shared.getArtifactId() + " cannot be resolved: " + e.getMessage()
                            + ". Next: build it first (-am), or mend its dependencies",
                    e);
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
            throw new MojoFailureException(
                    artifact + " cannot be read: " + e.getMessage() + ". Next: mend that POM", e);
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
