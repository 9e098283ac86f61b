package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.mojo.files.StackFiles;
import io.cfa.maven.mojo.release.HostSession;
import io.cfa.maven.mojo.release.OrchestratorChoice;
import io.cfa.maven.mojo.release.ReleaseTarget;
import io.cfa.maven.mojo.release.ReleaseTargets;
import io.cfa.maven.mojo.release.StackVariables;
import io.cfa.maven.mojo.session.GoalRunner;
import io.cfa.maven.mojo.session.SessionEnvironment;
import io.cfa.maven.remote.RemoteHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A goal that talks to the host: which files say what should run there, where it is, and how to log in. */
public abstract class AbstractHostMojo extends AbstractMojo {

    /**
     * The directory of compose and env in the repository, below the root of the clone; a project sets it in its root POM. Outside of any project the goals
     * that only look do without it.
     */
    @Parameter(property = "cfa.bundleDirectory", alias = "bundle")
    private String bundleDirectory;

    /** The registry and path that all images are under; else REGISTRY_IMAGE of the env file. */
    @Parameter(property = "cfa.imagePrefix", alias = "registryImage", defaultValue = "${env.CI_REGISTRY_IMAGE}")
    private String imagePrefix;

    /** The tag that the compose file runs; else TAG of the env file. */
    @Parameter(property = "cfa.deployTag", defaultValue = "${env.DEPLOY_TAG}")
    private String deployTag;

    /**
     * The host, as {@code [user@]host[:port]} or as an alias of {@code ~/.ssh/config}; of a swarm one manager, or several with commas between them, of which
     * the first that can change something is taken. The private key comes from the environment variable
     * SSH_PRIVATE_KEY_CFA2 (a path, or the key itself), or else as ssh finds it.
     */
    @Parameter(property = "cfa.host", defaultValue = "${env.CFA2_HOST}")
    private String host;

    /**
     * The directory of compose and env on the host, an absolute path; a project sets it in its root POM. Outside of any project the goals that only look
     * (verify, status, logs) take the only one that a stack was rolled out to.
     */
    @Parameter(property = "cfa.remoteDirectory", alias = "directory")
    private String remoteDirectory;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    protected MavenSession session;

    @Inject
    SettingsDecrypter decrypter;

    @Inject
    private GoalRunner runner;

    private Orchestrator orchestrator;
    private StackFiles files;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        runner.run(getLog(), skip, this::connectAndExecute);
    }

    private void connectAndExecute() throws MojoFailureException {
        files = StackFiles.of(session, looksOnly(), bundleDirectory, remoteDirectory);
        // several hosts are the managers of a swarm, unless the files say otherwise
        orchestrator = files.ofRepository().flatMap(OrchestratorChoice::named).orElse(Orchestrator.SWARM);
        try (HostSession login = session(host);
                StackFiles ready = files.ready(login::host, getLog()::warn)) {
            OrchestratorChoice choice = OrchestratorChoice.of(ready.bundle(), hosts());
            Stack stack = Stack.read(ready.bundle(), variables());
            CompletableFuture<Orchestrator> found = choice.begin(login, stack.projectName(), getLog()::info);
            prepare(stack);
            orchestrator = OrchestratorChoice.of(found);
            execute(login.host(), stack);
        }
    }

    /** Begins to log in to a host, or to the first that will do of several managers. */
    final HostSession session(String written) {
        return HostSession.begin(written, orchestrator, SessionEnvironment.of(session), getLog()::warn);
    }

    /** The hosts that are named; the goal works on the first that will do. */
    final List<String> hosts() {
        return HostSession.hosts(host, SessionEnvironment.of(session));
    }

    /** What the stack runs on. */
    final Orchestrator orchestrator() {
        return orchestrator;
    }

    /** What the stack runs on, by way of this host. */
    protected final ReleaseTarget target(HostContext context, Stack stack) {
        return ReleaseTargets.of(orchestrator, context, remoteDirectory(), stack);
    }

    /** Finds out what has to be known before, and needs no host; runs while the login does. */
    void prepare(Stack stack) {
        // nothing, for most goals
    }

    /** Does the goal's work on a host that is connected to. */
    protected abstract void execute(RemoteHost remote, Stack stack) throws MojoFailureException;

    /** Whether the goal changes nothing; then, outside of any project, the host's own files say what should run. */
    boolean looksOnly() {
        return false;
    }

    /** The files that say what should run. */
    final StackFiles files() {
        return files;
    }

    /** The parameter of that name; may be null. */
    final String imagePrefix() {
        return imagePrefix;
    }

    /** The version of the plugin that runs. */
    final String pluginVersion() {
        return runner.version();
    }

    /** The directory of compose and env on the host. */
    protected final String remoteDirectory() {
        return files.remoteDirectory();
    }

    /** The directory of compose and env on this machine. */
    protected final Path bundle() {
        return files.bundle();
    }

    /** The compose file that says what should run. */
    final ComposeFile compose() {
        return ComposeFile.read(bundle().resolve(Stack.COMPOSE_FILE));
    }

    /** What this build sets of the env file's variables. */
    final Map<String, String> variables() {
        return StackVariables.of(imagePrefix, deployTag);
    }

    /** The project on the host, with the variables of this build. */
    protected final ComposeProject project() {
        return new ComposeProject(remoteDirectory(), variables());
    }
}
