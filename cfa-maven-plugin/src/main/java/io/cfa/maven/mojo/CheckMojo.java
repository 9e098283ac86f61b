package io.cfa.maven.mojo;

import io.cfa.maven.check.Checker;
import io.cfa.maven.check.ComposeConfig;
import io.cfa.maven.check.Fix;
import io.cfa.maven.check.files.LicenceQuestion.DeniedJar;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ProjectNames;
import io.cfa.maven.git.ReleasedFiles;
import io.cfa.maven.model.TlsMode;
import io.cfa.maven.model.compose.ComposeVersion;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.mojo.console.ViolationOutput;
import io.cfa.maven.mojo.release.GitMigrations;
import io.cfa.maven.mojo.service.DependencyLicences;
import io.cfa.maven.mojo.service.ServiceModules;
import io.cfa.maven.mojo.session.GoalRunner;
import io.cfa.maven.mojo.session.RequiredParameter;
import io.cfa.maven.sbom.LicencePolicy;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Finds every disagreement between reactor, compose, env, pipeline, runbook and matrix. Needs no Docker and no network; where Docker Compose
 * is installed, its own reading of compose and env is asked for too.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw cfa:check}
 *   <li>{@code ./mvnw cfa:check -Dcfa.fix}
 * </ul>
 */
@Mojo(name = "check", aggregator = true, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** The root of the clone. */
    @Parameter(property = "cfa.root", defaultValue = "${maven.multiModuleProjectDirectory}")
    private File root;

    /** The directory of compose and env in the repository, below its root; a project sets it in its root POM. */
    @Parameter(property = "cfa.bundleDirectory", alias = "bundle")
    private String bundleDirectory;

    /** The file of the pipeline's jobs, below the root. */
    @Parameter(property = "cfa.pipeline", defaultValue = ".gitlab-ci.yml")
    private String pipeline;

    /** The branch that is built and rolled out; a project sets it in its root POM. */
    @Parameter(property = "cfa.branch")
    private String branch;

    /** The job of the pipeline that rolls out. */
    @Parameter(property = "cfa.deployJob", defaultValue = "deploy")
    private String deployJob;

    /** The runbook, below the root; where none is named, none is checked. */
    @Parameter(property = "cfa.runbook")
    private String runbook;

    /** The headings that the runbook must have, separated by commas. */
    @Parameter(property = "cfa.runbookHeadings")
    private List<String> runbookHeadings;

    /** The table of jobs and images, below the root; where none is named, none is checked. */
    @Parameter(property = "cfa.matrix")
    private String matrix;

    /** The directory of the services' modules, below the root; a dot where that is the root. */
    @Parameter(property = "cfa.servicesDirectory", defaultValue = "services")
    private String servicesDirectory;

    /** The directory of the module that rolls out, below the root. */
    @Parameter(property = "cfa.deployModule", defaultValue = "deploy")
    private String deployModule;

    /** The services that are not built here and are published to the world, separated by commas. */
    @Parameter(property = "cfa.publicServices")
    private List<String> publicServices;

    /**
     * The version of Docker Compose on the host. What came later than it is a finding: the host would refuse it, or pass over it in silence.
     */
    @Parameter(property = "cfa.composeVersion", defaultValue = "2.26")
    private String composeVersion;

    /**
     * Whether to write the tables of the two documents, and the lists under rules:changes of the jobs that build services, anew before the check;
     * nothing else is ever written into the repository.
     */
    @Parameter(property = "cfa.fix", defaultValue = "false")
    private boolean fix;

    /** Where the findings go as a GitLab Code Quality report. */
    @Parameter(
            property = "cfa.codeQuality",
            defaultValue = "${maven.multiModuleProjectDirectory}/target/cfa/gl-code-quality-report.json")
    private File codeQuality;

    /** Whether what is only worth a look, such as a tag of the infrastructure that moves, fails the build. */
    @Parameter(property = "cfa.failOnWarnings", defaultValue = "false")
    private boolean failOnWarnings;

    /** The branch whose every commit is released: a migration that it has never changes again; {@code origin/} and the branch unless told. */
    @Parameter(property = "cfa.releasedBranch")
    private String releasedBranch;

    /**
     * The SPDX identifiers of the licences that no image may hold, separated by commas; {@code *} stands for any letters. A jar with several licences may
     * be used under any of them. Where something is denied, a jar whose licence is not known is denied too, and the POMs of all jars are looked up.
     */
    @Parameter(property = "cfa.deniedLicences")
    private List<String> deniedLicences;

    /** What is known of jars whose POM does not say it: {@code group:artifact=SPDX}, separated by commas. */
    @Parameter(property = "cfa.knownLicences")
    private List<String> knownLicences;

    /** Whether licences are looked at, where some are denied. */
    @Parameter(property = "cfa.checkLicences", defaultValue = "true")
    private boolean checkLicences;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Inject
    private GoalRunner runner;

    @Inject
    private DependencyLicences licences;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        runner.run(getLog(), skip, this::check);
    }

    private void check() throws MojoFailureException {
        String bundle = RequiredParameter.of(
                bundleDirectory, "cfa.bundleDirectory", "where compose and env are in the repository", "DIRECTORY");
        ProjectLayout layout = new ProjectLayout(
                root.toPath(), root.toPath().resolve(bundle), ServiceModules.ofReactor(session), names());
        if (fix) {
            new Fix(layout).apply().forEach(getLog()::info);
        }
        List<DeniedJar> denied = deniedJars();
        new ViolationOutput(codeQuality.toPath(), failOnWarnings, getLog())
                .show(new Checker(
                                layout,
                                Optional.of(new ComposeConfig(getLog()::info)),
                                new GitMigrations(new ReleasedFiles(root.toPath(), getLog()::debug), releasedBranch()),
                                () -> denied)
                        .examine());
        if (EnvFile.read(layout.env())
                .get(TlsMode.VARIABLE)
                .filter("off"::equals)
                .isPresent()) {
            getLog().warn(TlsMode.VARIABLE + " of " + layout.env().getFileName()
                    + " is off: passwords and tokens travel in clear, unless something before the host ends TLS");
        }
    }

    private List<DeniedJar> deniedJars() throws MojoFailureException {
        if (checkLicences) {
            return licences.denied(session, LicencePolicy.of(deniedLicences, knownLicences));
        }
        return List.of();
    }

    private String releasedBranch() {
        return Optional.ofNullable(releasedBranch).orElse("origin/" + branch);
    }

    private ProjectNames names() {
        return new ProjectNames(
                new ProjectNames.Pipeline(
                        pipeline,
                        RequiredParameter.of(branch, "cfa.branch", "which branch is rolled out", "BRANCH"),
                        deployJob),
                new ProjectNames.Documents(
                        Optional.ofNullable(runbook), List.copyOf(runbookHeadings), Optional.ofNullable(matrix)),
                new ProjectNames.Modules(servicesDirectory.replaceFirst("^[.]$", ""), deployModule),
                Set.copyOf(publicServices),
                ComposeVersion.of(composeVersion));
    }
}
