package io.cfa.maven.mojo.image;

import io.cfa.maven.git.Git;
import io.cfa.maven.mojo.service.CompiledSources;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.GoalRunner;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Writes down which committed sources the classes of a module were compiled from, in target/cfa/compiled.json, so that another build of the same commit,
 * such as a later job of a pipeline, may put them into images without compiling them again. Bound to a phase after compile.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw process-classes cfa:compiled -pl services/service-kit -am}
 * </ul>
 */
@Mojo(name = "compiled", threadSafe = true)
public final class CompiledMojo extends AbstractMojo {

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Inject
    private GoalRunner runner;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        runner.run(getLog(), skip, this::write);
    }

    private void write() {
        CompiledSources compiled = new CompiledSources(session, project);
        if (compiled.hasNone()) {
            getLog().debug("nothing to compile: its packaging is pom");
            return;
        }
        compiled.write(Git.of(session.getRequest(), BuildSession.root(session), getLog()::warn))
                .ifPresent(reason -> getLog().info("not written down what the classes are of: " + reason));
    }
}
