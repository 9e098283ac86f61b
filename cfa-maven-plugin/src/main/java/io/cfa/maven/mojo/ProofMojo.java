package io.cfa.maven.mojo;

import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.verify.ReportAssembler;
import io.cfa.maven.verify.VerifyRequest;
import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that verifies what runs on the host: how patiently, and where the proof is kept. */
abstract class ProofMojo extends ReleaseMojo {

    /** For how many seconds no container may restart or be replaced. */
    @Parameter(property = "cfa.watch", defaultValue = "20")
    private int watch;

    /** For how many seconds containers that are still starting are waited for. */
    @Parameter(property = "cfa.patience", defaultValue = "180")
    private int patience;

    /**
     * Where the report is put: verify.json, TEST-cfa-verify.xml, report.html and deploy.env; in {@code back} below, what ran after a rollout went
     * back.
     */
    @Parameter(property = "cfa.evidence", defaultValue = "${session.executionRootDirectory}/target/cfa")
    private File evidence;

    /** The web page of the project's repository, for links to commits. */
    @Parameter(property = "cfa.source", defaultValue = "${env.CI_PROJECT_URL}")
    private URI source;

    /** Of these services, or of all of the stack where none is named: containers and answers. */
    final VerifyRequest verification(Stack stack, Set<String> only) {
        return new VerifyRequest(stack, only, Map.of(), Duration.ofSeconds(patience), Duration.ofSeconds(watch));
    }

    /** Where what happens is kept. */
    final ReportRecorder evidence(VerifyRequest verification, RemoteHost remote) {
        return new ReportRecorder(
                new ReportAssembler(verification, remote), evidence.toPath(), Optional.ofNullable(source), getLog());
    }
}
