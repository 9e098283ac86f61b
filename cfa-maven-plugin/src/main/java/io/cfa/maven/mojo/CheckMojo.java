package io.cfa.maven.mojo;

import io.cfa.maven.check.Checker;
import io.cfa.maven.check.ComposeConfig;
import io.cfa.maven.check.Fix;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Violation;
import io.cfa.maven.report.CodeQualityReport;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Finds every disagreement between reactor, compose, env, pipeline, runbook and matrix. Needs no Docker and no network; where Docker Compose
 * is installed, its own reading of compose and env is asked for too.
 */
@Mojo(name = "check", aggregator = true, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** The root of the clone. */
    @Parameter(property = "cfa.root", defaultValue = "${maven.multiModuleProjectDirectory}")
    private File root;

    /** The directory of compose and env in the repository. */
    @Parameter(
            property = "cfa.bundle",
            defaultValue = "${maven.multiModuleProjectDirectory}/deploy/docker-compose-at-vps/cfa2")
    private File bundle;

    /** Whether to write the tables of the two documents anew before the check; nothing else is ever written into the repository. */
    @Parameter(property = "cfa.fix", defaultValue = "false")
    private boolean fix;

    /** Where the findings go as a GitLab Code Quality report. */
    @Parameter(
            property = "cfa.codeQuality",
            defaultValue = "${maven.multiModuleProjectDirectory}/target/cfa/gl-code-quality-report.json")
    private File codeQuality;

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        ProjectLayout checkout = new ProjectLayout(root.toPath(), bundle.toPath(), services());
        if (fix) {
            new Fix(checkout).apply().forEach(getLog()::info);
        }
        List<Violation> found = new Checker(checkout, Optional.of(new ComposeConfig(getLog()::info))).check();
        List<CodeQualityReport.Issue> issues =
                found.stream().map(Violation::issue).toList();
        try {
            CodeQualityReport.write(codeQuality.toPath(), issues);
        } catch (IOException e) {
            throw new MojoExecutionException(codeQuality + " cannot be written. Next: mend -Dcfa.codeQuality", e);
        }
        found.forEach(disagreement -> getLog().error(disagreement.toString()));
        if (!found.isEmpty()) {
            throw new MojoFailureException("files disagree; findings above, each with its next step: " + found.size());
        }
        getLog().info("reactor, compose, env, pipeline and documents agree");
    }

    private TreeSet<String> services() {
        return session.getAllProjects().stream()
                .filter(project -> project.getProperties().containsKey("cfa.mainClass"))
                .map(MavenProject::getArtifactId)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
