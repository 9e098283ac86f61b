package io.cfa.maven.mojo.service;

import io.cfa.maven.git.Git;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Asks what an image build asks, for tests of goals. */
public final class CompiledSourcesProof {

    private CompiledSourcesProof() {}

    /** Whether a module's classes are known to be of its sources. */
    public static boolean isProven(MavenSession session, MavenProject module, Git git) {
        return new CompiledSources(session, module).areThese(git);
    }
}
