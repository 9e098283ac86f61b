package io.cfa.maven.mojo;

import io.cfa.maven.rollout.plan.Ancestry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks git which of two commits came first.
 *
 * @param directory one of the clone
 */
record GitAncestry(File directory) implements Ancestry {

    private static final int SECONDS = 20;

    @Override
    public Answer isAncestor(String older, String newer) {
        if (!isCommit(older) || !isCommit(newer)) {
            return Answer.UNKNOWN;
        }
        Optional<Integer> status =
                git("merge-base", "--is-ancestor", older, newer).map(Process::exitValue);
        if (status.filter(value -> value == 0).isPresent()) {
            return Answer.YES;
        }
        // where history ends early, not to find an ancestor says nothing
        return status.filter(value -> value == 1).isPresent() && isWhole() ? Answer.NO : Answer.UNKNOWN;
    }

    private boolean isCommit(String revision) {
        return revision.matches("[0-9a-f]{4,64}")
                && git("cat-file", "-e", revision + "^{commit}")
                        .filter(git -> git.exitValue() == 0)
                        .isPresent();
    }

    private boolean isWhole() {
        return git("rev-parse", "--is-shallow-repository")
                .filter(git -> git.exitValue() == 0)
                .filter(git -> output(git).equals("false"))
                .isPresent();
    }

    /** A call that ended; empty if git is not there or does not end. */
    private Optional<Process> git(String... arguments) {
        try {
            Process git = new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments))
                            .toList())
                    .directory(directory)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            if (git.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return Optional.of(git);
            }
            git.destroyForcibly();
        } catch (IOException e) {
            // no git, or no such directory
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static String output(Process git) {
        try {
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
