package io.cfa.maven.docker.swarm;

import io.cfa.maven.remote.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A docker that keeps the words of a job, and has this machine's bash run them when the job's log is read. Secrets are files of a directory, and names of a network are replaced by addresses.
 */
public final class JobEngine {

    /** Of each job. */
    public static final String ID = "kukjbal75m50qzooufq3ebqhq";

    private final Path directory;
    private final LocalShell manager;

    /**
     * In a directory.
     *
     * @param replacements of sed, such as {@code s#^keycloak/8080#127.0.0.1/4711#}
     */
    public JobEngine(Path directory, String replacements) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(
                directory.resolve("run"),
                """
                n=0
                while [ -e "%1$s/word.$((n += 1))" ]; do
                  words+=("$(sed -e 's#/run/secrets#%1$s/secrets#g; %2$s' "%1$s/word.$n"; printf x)")
                  words[-1]=${words[-1]%%x}
                done
                PATH=%1$s/bin:$PATH exec bash -c "${words[@]}"
                """
                        .formatted(directory, replacements));
        manager = sleepless(new LocalShell(directory.resolve("bin")), directory);
        Files.writeString(directory.resolve("container"), "c1\n");
        states("Complete 1 second ago: ");
    }

    /** Whose time goes on by ten seconds where somebody sleeps, and nobody waits. */
    public static LocalShell sleepless(LocalShell host, Path directory) throws IOException {
        String slept = directory + "/slept";
        return host.program("sleep", "echo >>" + slept)
                .program(
                        "date",
                        "[ \"$1\" != +%s ] || exec echo $(($(/bin/date +%s) + 10 * $(wc -l 2>/dev/null <" + slept
                                + " || echo 0))); exec /bin/date \"$@\"");
    }

    /** Jobs run on the manager itself. */
    public JobEngine runsHere() throws IOException {
        Files.writeString(directory.resolve("here"), "");
        return this;
    }

    /** The swarm brings the same lines over and over. */
    public JobEngine isEndless() throws IOException {
        Files.writeString(directory.resolve("endless"), "");
        return this;
    }

    /** The swarm brings a part of what was printed. */
    public JobEngine isTorn() throws IOException {
        Files.writeString(directory.resolve("torn"), "");
        return this;
    }

    /** What its tasks are at each look, one after the other; the last stays. The newest task of a state comes first, a line each: task1, task2. */
    public JobEngine states(String... looks) throws IOException {
        for (int i = 0; i < looks.length; i++) {
            Files.writeString(directory.resolve("state." + (i + 1)), looks[i] + "\n");
        }
        Files.deleteIfExists(directory.resolve("looks"));
        manager.program(
                "docker",
                """
                printf '%%s\\n' "$*" >>%1$s/asked
                case "$1 $2" in
                  'stack services' | 'stack ps' | 'node ls') echo one ;;
                  'inspect --type') case "$*" in *ContainerID*) cat %1$s/container ;; *) cat %1$s/tasks ;; esac ;;
                  'container inspect') [ -e %1$s/here ] ;;
                  'logs c1') printf 'read here\\n' >>%1$s/asked; exec bash %1$s/run ;;
                  'service inspect') [ "$*" != 'service inspect one' ] || { cat %1$s/services; exit; }; echo 0 ;;
                  'node inspect') [ "$*" != 'node inspect one' ] || { cat %1$s/nodes; exit; }; echo active mynode ;;
                  'service create') if [ -e %1$s/refuses ]; then rm %1$s/refuses; echo 'rpc error: update out of sequence' >&2; exit 1; fi
                    while [ "$1" != --entrypoint ]; do shift; done; shift 4; rm -f %1$s/word.*
                    n=0; for word; do printf '%%s' "$word" >%1$s/word.$((n += 1)); done; echo %2$s ;;
                  'service ps') echo look >>%1$s/looks; n=$(wc -l <%1$s/looks); while [ ! -e %1$s/state.$n ]; do n=$((n - 1)); done; sed '=' %1$s/state.$((n)) | sed 'N; s/\\n/ /; s/^/task/' ;;
                  'service logs') [ ! -e %1$s/silent ] || { rm %1$s/silent; exit 0; }; [ ! -e %1$s/torn ] || { bash %1$s/run | head -n -1 | tail -c +3; exit 0; }
                    while bash %1$s/run 2>/dev/null && [ -e %1$s/endless ]; do :; done ;;
                esac
                """
                        .formatted(directory, ID));
        return this;
    }

    /** What it says of services, tasks and nodes, each a line of JSON. */
    public JobEngine state(String services, String tasks, String nodes) throws IOException {
        Files.writeString(directory.resolve("services"), services);
        Files.writeString(directory.resolve("tasks"), tasks);
        Files.writeString(directory.resolve("nodes"), nodes);
        return this;
    }

    /** The next job is refused by the managers, as when another is just becoming the leader. */
    public JobEngine refusesOnce() throws IOException {
        Files.writeString(directory.resolve("refuses"), "");
        return this;
    }

    /** The log of the next job has nothing at the first look. */
    public JobEngine isSilentOnce() throws IOException {
        Files.writeString(directory.resolve("silent"), "");
        return this;
    }

    public JobEngine secret(String file, String content) throws IOException {
        Files.writeString(directory.resolve("secrets").resolve(file), content);
        return this;
    }

    /** A program that jobs have. */
    public JobEngine program(String name, String script) throws IOException {
        manager.program(name, script);
        return this;
    }

    public LocalShell manager() {
        return manager;
    }

    /** What docker was told. */
    public String asked() throws IOException {
        return Files.readString(directory.resolve("asked"));
    }
}
