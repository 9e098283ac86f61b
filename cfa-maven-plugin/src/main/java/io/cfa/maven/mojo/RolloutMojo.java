package io.cfa.maven.mojo;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.rollout.execute.Rollout;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.VerifyRequest;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings what was pushed onto the host and verifies it there; goes back to the last verified release where that fails. Compose and env on
 * the host are only used.
 */
@Mojo(name = "rollout", aggregator = true, requiresProject = false, threadSafe = true)
public final class RolloutMojo extends DeployMojo {

    /** The tag that the images were pushed under; else the short hash of HEAD. */
    @Parameter(property = "cfa.revision", defaultValue = "${env.CI_COMMIT_SHORT_SHA}")
    private String revision;

    /** Whether an older commit may replace a newer one. */
    @Parameter(property = "cfa.allowOlder", defaultValue = "false")
    private boolean allowOlder;

    private String tag;
    private Map<String, Digest> expected;
    private Map<String, Digest> promoted;

    /** Asks the registry what was built, and what the host would pull. */
    @Override
    void prepare(Stack stack) {
        tag = Optional.ofNullable(revision)
                .filter(given -> !given.isBlank())
                .or(this::checkedOut)
                .orElseThrow(
                        () -> new RolloutException(
                                "it is not known what to roll out: this is no git clone. Next: name the tag with -Dcfa.revision"));
        expected = images().digests(stack, tag);
        promoted = images().promoted(stack);
    }

    @Override
    void execute(RemoteHost remote, Stack stack, Map<String, String> variables) throws MojoFailureException {
        VerifyRequest verification = verification(stack, Set.of()).expecting(expected, tag);
        ReportRecorder evidence = evidence(verification, remote);
        RolloutRequest request = new RolloutRequest(
                        tag,
                        stack,
                        ComposeFile.read(bundle().resolve(Stack.COMPOSE_FILE)),
                        project(variables),
                        expected,
                        RolloutRequest.Login.of(System.getenv()))
                .with(circumstances()
                        .bundle(Bundle.read(bundle()))
                        .registry(promoted, images().layers())
                        .listener(evidence)
                        .order(new GitAncestry(new File(session.getExecutionRootDirectory())), allowOlder));
        Rollout rollout = new Rollout(remote, Sleeper.system(), getLog()::info);
        run(() -> rollout.plan(request), () -> rollout.run(request, verification), evidence);
    }
}
