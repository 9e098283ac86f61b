package io.cfa.maven.mojo;

import io.cfa.maven.check.Checker;
import io.cfa.maven.check.ComposeConfig;
import io.cfa.maven.check.Fix;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.git.ReleasedFiles;
import io.cfa.maven.model.Ingress;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.mojo.console.ViolationOutput;
import io.cfa.maven.mojo.release.GitMigrations;
import io.cfa.maven.mojo.service.ServiceModules;
import io.cfa.maven.mojo.session.GoalRunner;
import io.cfa.maven.mojo.session.RequiredParameter;
import java.io.File;
import java.util.Optional;
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
 */
@Mojo(name = "check", aggregator = true, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** The root of the clone. */
    @Parameter(property = "cfa.root", defaultValue = "${maven.multiModuleProjectDirectory}")
    private File root;

    /** The directory of compose and env in the repository, below its root; a project sets it in its root POM. */
    @Parameter(property = "cfa.bundleDirectory", alias = "bundle")
    private String bundleDirectory;

    /** Whether to write the tables of the two documents anew before the check; nothing else is ever written into the repository. */
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

    /** The branch whose every commit is released: a migration that it has never changes again. */
    @Parameter(property = "cfa.releasedBranch", defaultValue = "origin/dev-cfa2")
    private String releasedBranch;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Inject
    private GoalRunner runner;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        runner.run(getLog(), skip, this::check);
    }

    private void check() throws MojoFailureException {
        String bundle = RequiredParameter.of(
                bundleDirectory, "cfa.bundleDirectory", "where compose and env are in the repository", "DIRECTORY");
        ProjectLayout layout =
                new ProjectLayout(root.toPath(), root.toPath().resolve(bundle), ServiceModules.ofReactor(session));
        if (fix) {
            new Fix(layout).apply().forEach(getLog()::info);
        }
        new ViolationOutput(codeQuality.toPath(), failOnWarnings, getLog())
                .show(new Checker(
                                layout,
                                Optional.of(new ComposeConfig(getLog()::info)),
                                new GitMigrations(new ReleasedFiles(root.toPath(), getLog()::debug), releasedBranch))
                        .examine());
        if (EnvFile.read(layout.env()).get(Ingress.TLS).filter("off"::equals).isPresent()) {
            getLog().warn(Ingress.TLS + " of " + layout.env().getFileName()
                    + " is off: passwords and tokens travel in clear, unless something before the host ends TLS");
        }
    }
}
