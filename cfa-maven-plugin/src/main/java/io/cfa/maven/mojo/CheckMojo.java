package io.cfa.maven.mojo;

import io.cfa.maven.check.Checker;
import io.cfa.maven.check.Checkout;
import io.cfa.maven.report.Finding;
import java.io.File;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
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

    @Parameter(defaultValue = "${session}", readonly = true)
    private MavenSession session;

    @Override
    public void execute() throws MojoFailureException {
        TreeSet<String> services = session.getAllProjects().stream()
                .filter(project -> project.getProperties().containsKey("cfa.mainClass"))
                .map(MavenProject::getArtifactId)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Finding> findings = new Checker(new Checkout(root.toPath(), bundle.toPath(), services)).check();
        if (findings.isEmpty()) {
            getLog().info("reactor, compose, env, pipeline and documents agree on " + String.join(", ", services));
            return;
        }
        findings.forEach(finding -> getLog().error(finding.toString()));
        throw new MojoFailureException(findings.size() + " disagreements, each with its file and line above");
    }
}
