package io.cfa.maven.mojo;

import io.cfa.maven.check.Checker;
import io.cfa.maven.check.Checkout;
import io.cfa.maven.check.ComposeConfig;
import io.cfa.maven.check.Disagreement;
import io.cfa.maven.check.Fix;
import io.cfa.maven.report.CodeQualityReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
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

/** Finds every disagreement between reactor, compose, env, pipeline, runbook and matrix; needs no Docker and no network. */
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
        TreeSet<String> services = session.getAllProjects().stream()
                .filter(project -> project.getProperties().containsKey("cfa.mainClass"))
                .map(MavenProject::getArtifactId)
                .collect(Collectors.toCollection(TreeSet::new));
        Checkout checkout = new Checkout(root.toPath(), bundle.toPath(), services);
        if (fix) {
            List<String> changes = new Fix(checkout).apply();
            changes.forEach(getLog()::info);
            getLog().info(changes.isEmpty() ? "nothing to fix in the documents' tables" : "the tables are written anew");
        }
        List<Disagreement> found = new Checker(checkout, Optional.of(new ComposeConfig(getLog()::info))).check();
        write(found);
        found.forEach(disagreement -> getLog().error(disagreement.toString()));
        if (!found.isEmpty()) {
            throw new MojoFailureException(found.size() + " disagreements, each with its file and line above");
        }
        getLog().info("reactor, compose, env, pipeline and documents agree");
    }

    private void write(List<Disagreement> found) throws MojoExecutionException {
        try {
            Files.createDirectories(codeQuality.toPath().toAbsolutePath().getParent());
            Files.writeString(codeQuality.toPath(), CodeQualityReport.json(found.stream()
                    .map(each -> new CodeQualityReport.Issue(each.check(), each.file(), each.line(), each.finding()))
                    .toList()));
        } catch (IOException e) {
            throw new MojoExecutionException(codeQuality + " cannot be written. Next: name another with -Dcfa.codeQuality", e);
        }
    }
}
