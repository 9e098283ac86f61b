package io.cfa.maven.mojo.service;

import io.cfa.maven.check.files.LicenceQuestion.DeniedJar;
import io.cfa.maven.sbom.Licence;
import io.cfa.maven.sbom.LicenceNames;
import io.cfa.maven.sbom.LicencePolicy;
import io.cfa.maven.sbom.ServiceBill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DefaultProjectBuildingRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.DependencyNode;

/** What the jars of services are licensed under, as their POMs and those above them say it; no jar is needed for that. */
@Singleton
public final class DependencyLicences {

    private static final Set<String> RUNTIME =
            Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME, Artifact.SCOPE_SYSTEM);

    private final ProjectDependenciesResolver resolver;
    private final ProjectBuilder builder;

    @Inject
    DependencyLicences(ProjectDependenciesResolver resolver, ProjectBuilder builder) {
        this.resolver = resolver;
        this.builder = builder;
    }

    /** What each jar of some bills may be used under, by its package URL. */
    public Map<String, List<Licence>> of(MavenSession session, List<ServiceBill> bills, LicencePolicy policy) {
        Map<String, List<Licence>> licences = new HashMap<>();
        bills.stream()
                .flatMap(bill -> bill.components().stream())
                .forEach(jar -> licences.computeIfAbsent(
                        jar.purl(),
                        any -> policy.of(
                                jar.name(), () -> declared(session, jar.groupId(), jar.artifactId(), jar.version()))));
        return licences;
    }

    /**
     * The jars of the reactor's services that may not be shipped.
     *
     * @throws MojoFailureException if a POM that is needed for that cannot be had
     */
    public List<DeniedJar> denied(MavenSession session, LicencePolicy policy) throws MojoFailureException {
        if (!policy.isSet()) {
            return List.of();
        }
        Search search = new Search(session, policy);
        for (MavenProject service : session.getAllProjects()) {
            if (ServiceModules.isService(service)) {
                search.walk(graph(session, service), service, Optional.empty());
            }
        }
        return List.copyOf(search.found);
    }

    private DependencyNode graph(MavenSession session, MavenProject service) throws MojoFailureException {
        try {
            return resolver.resolve(new DefaultDependencyResolutionRequest(service, session.getRepositorySession())
                            .setResolutionFilter((node, parents) -> false))
                    .getDependencyGraph();
        } catch (DependencyResolutionException e) {
            throw new MojoFailureException("what " + service.getArtifactId() + " depends on cannot be looked up: "
                    + e.getMessage().lines().findFirst().orElse("")
                    + ". Next: run it where the repositories can be reached, without -o; -Dcfa.checkLicences=false leaves"
                    + " the licences out");
        }
    }

    private List<Licence> declared(MavenSession session, String groupId, String artifactId, String version) {
        Optional<MavenProject> own = reactor(session, groupId, artifactId);
        MavenProject project = own.orElseGet(() -> described(session, groupId, artifactId, version));
        List<Licence> licences = project.getLicenses().stream()
                .flatMap(licence -> LicenceNames.of(licence.getName(), licence.getUrl()).stream())
                .distinct()
                .toList();
        // what the project has written itself needs nobody's licence
        return licences.isEmpty() && own.isPresent() ? List.of(Licence.own(groupId)) : licences;
    }

    private static Optional<MavenProject> reactor(MavenSession session, String groupId, String artifactId) {
        return session.getAllProjects().stream()
                .filter(module -> module.getGroupId().equals(groupId)
                        && module.getArtifactId().equals(artifactId))
                .findFirst();
    }

    /** One that cannot be read says nothing. */
    private MavenProject described(MavenSession session, String groupId, String artifactId, String version) {
        Artifact pom =
                new DefaultArtifact(groupId, artifactId, version, null, "pom", null, new DefaultArtifactHandler("pom"));
        DefaultProjectBuildingRequest request = new DefaultProjectBuildingRequest(session.getProjectBuildingRequest());
        request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
        request.setProcessPlugins(false);
        request.setResolveDependencies(false);
        request.setProject(null);
        try {
            return builder.build(pom, true, request).getProject();
        } catch (ProjectBuildingException e) {
            return new MavenProject();
        }
    }

    /** Goes through what services depend on, each jar once. */
    private final class Search {

        private final MavenSession session;
        private final LicencePolicy policy;
        private final Map<String, List<Licence>> declared = new HashMap<>();
        private final Set<DeniedJar> found = new LinkedHashSet<>();

        Search(MavenSession session, LicencePolicy policy) {
            this.session = session;
            this.policy = policy;
        }

        /** A module of the reactor answers for what it brings itself. */
        void walk(DependencyNode node, MavenProject module, Optional<String> direct) {
            for (DependencyNode child : runtime(node)) {
                String groupId = child.getArtifact().getGroupId();
                String artifactId = child.getArtifact().getArtifactId();
                Optional<MavenProject> own = reactor(session, groupId, artifactId);
                String name = groupId + ":" + artifactId;
                if (own.isPresent()) {
                    walk(child, own.get(), Optional.empty());
                } else {
                    judge(module, direct.orElse(name), name, child.getArtifact().getBaseVersion());
                    walk(child, module, direct.or(() -> Optional.of(name)));
                }
            }
        }

        private void judge(MavenProject module, String direct, String name, String version) {
            String jar = name + ":" + version;
            List<Licence> licences = declared.computeIfAbsent(
                    jar,
                    any -> policy.of(
                            name,
                            () -> declared(
                                    session, name.replaceFirst(":.*", ""), name.replaceFirst(".*:", ""), version)));
            Path pom = module.getFile().toPath();
            policy.refusal(licences).ifPresent(reason -> found.add(new DeniedJar(pom, direct, jar, reason)));
        }

        private List<DependencyNode> runtime(DependencyNode node) {
            List<DependencyNode> runtime = new ArrayList<>();
            for (DependencyNode child : node.getChildren()) {
                if (child.getDependency() != null
                        && RUNTIME.contains(child.getDependency().getScope())
                        && child.getArtifact().getExtension().equals("jar")) {
                    runtime.add(child);
                }
            }
            return runtime;
        }
    }
}
