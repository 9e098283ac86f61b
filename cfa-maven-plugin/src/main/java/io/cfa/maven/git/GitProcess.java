package io.cfa.maven.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Calls of git that end, and that nobody's configuration changes: no pager, hook, file watcher, colour, signature, or lock, and not the
 * variables with which git calls its own hooks. What is read is UTF-8, whatever the locale is.
 *
 * @param directory one of the clone
 * @param program   git
 * @param limit     how long a call may take
 */
record GitProcess(Path directory, List<String> program, Duration limit) {

    private static final List<String> IMMUNE = List.of(
            "--no-pager",
            "--no-optional-locks",
            "--no-replace-objects",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.quotePath=false",
            "-c",
            "color.ui=false",
            "-c",
            "log.showSignature=false",
            "-c",
            "log.follow=false",
            "-c",
            "log.showRoot=true",
            "-c",
            "diff.relative=false",
            "-c",
            "diff.orderFile=/dev/null",
            "-c",
            "diff.renames=false",
            "-c",
            "diff.ignoreSubmodules=none");

    /** A thread each: in the common pool, which has one on two cores (always, from JDK 25 on), who waits for errors keeps the output from being read. */
    private static final Executor READERS = task -> {
        Thread thread = new Thread(task, "git");
        thread.setDaemon(true);
        thread.start();
    };

    private static final int LARGEST = 64 << 20;
    private static final int LARGEST_ERROR = 4_096;

    /** Git ended badly, did not end, or is not there; the message is what it says. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }

        /** Git's own; 0 where there is none. */
        int status() {
            return status;
        }
    }

    /** What a call prints; nothing where git refuses. */
    Optional<String> answer(String... arguments) {
        try {
            return Optional.of(run(arguments));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** What a call prints. */
    String run(String... arguments) throws Refusal {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        call(List.of(arguments), in -> {
            all.writeBytes(in.readNBytes(LARGEST));
            return true;
        });
        return all.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /**
     * Reads texts that a zero byte ends, as long as they are wanted; then git is ended.
     *
     * @param wanted takes a text, and says whether it wants another
     */
    void read(Predicate<String> wanted, List<String> arguments) throws Refusal {
        call(arguments, in -> {
            BufferedInputStream bytes = new BufferedInputStream(in);
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int next = bytes.read(); next >= 0; next = bytes.read()) {
                if (next != 0) {
                    text.write(next);
                } else if (wanted.test(text.toString(StandardCharsets.UTF_8))) {
                    text.reset();
                } else {
                    return false;
                }
            }
            if (text.size() > 0) {
                wanted.test(text.toString(StandardCharsets.UTF_8));
            }
            return true;
        });
    }

    private interface Reader {
        /** Whether it read to the end. */
        boolean read(InputStream in) throws IOException;
    }

    private void call(List<String> arguments, Reader reader) throws Refusal {
        List<String> command = new ArrayList<>(program);
        command.addAll(IMMUNE);
        command.addAll(arguments);
        Process git = start(command);
        try {
            git.getOutputStream().close();
            CompletableFuture<String> error = CompletableFuture.supplyAsync(() -> text(git.getErrorStream()), READERS);
            CompletableFuture<Boolean> output = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return reader.read(git.getInputStream());
                        } catch (IOException e) {
                            return true;
                        }
                    },
                    READERS);
            if (!output.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            if (!git.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            if (git.exitValue() != 0) {
                throw new Refusal(git.exitValue(), error.get(limit.toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (TimeoutException e) {
            throw new Refusal(0, "git " + arguments.get(0) + " did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException | IOException e) {
            throw new Refusal(0, "git " + arguments.get(0) + " cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(0, "git " + arguments.get(0) + " was interrupted");
        } finally {
            git.destroyForcibly();
        }
    }

    private Process start(List<String> command) throws Refusal {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        // git sets these for its hooks, and a build may be started by one
        builder.environment()
                .keySet()
                .removeIf(name -> name.matches("GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|NAMESPACE"
                        + "|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|EXTERNAL_DIFF|PAGER|.*_PATHSPECS|TRACE.*"
                        + "|QUARANTINE_PATH)"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Refusal(0, "git cannot be run in " + directory + ": " + e.getMessage());
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            String text = new String(stream.readNBytes(LARGEST_ERROR), StandardCharsets.UTF_8);
            stream.transferTo(java.io.OutputStream.nullOutputStream());
            return Optional.of(text.strip()).filter(said -> !said.isEmpty()).orElse("no reason given");
        } catch (IOException e) {
            return "no reason given";
        }
    }
}
