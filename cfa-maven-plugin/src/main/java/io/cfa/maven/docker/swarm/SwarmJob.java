package io.cfa.maven.docker.swarm;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A job of a swarm: one container on networks of a stack. It has secrets of the swarm, which nobody else sees, and no rights; it ends by itself, and is removed. What it
 * prints is its service's log.
 *
 * <p>It is begun by one command and collected by another, so that something else can be asked meanwhile. What an engine does not manage at once, as when it cannot mount a
 * secret ("device or resource busy"), it is given two more times; a script that is to be run once more must be one that may be.
 *
 * <p>A log that is not whole is no answer: the last line of a job has the checksum of all before it. A service's log may come without an end, the same lines over and over, where a node went
 * away before (seen with dockerd 26.1, docker/cli issue 4678), so that it is read up to that line, and of a container of the same engine from that engine itself.
 *
 * @param project  the stack's name
 * @param image    that its node has, with bash
 * @param networks the IDs of the networks that it is on
 * @param secrets  by the name of its file in {@code /run/secrets}, the swarm's name of a secret
 * @param node     the ID of its node; where absent, the manager that is talked to, if that takes tasks
 */
public record SwarmJob(
        String project, String image, List<String> networks, Map<String, String> secrets, Optional<String> node) {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Arguments: the stack, the image, networks, secrets as their options, the node or nothing, what bash runs, its arguments. Prints its ID. */
    private static final String BEGIN = "stack=$1 image=$2 networks=$3 secrets=$4 node=$5 task=$6; shift 6; options=;"
            + " for n in $networks; do options=\"$options --network $n\"; done;"
            + " for s in $secrets; do options=\"$options --secret $s\"; done;"
            + " [ -n \"$node\" ] || { me=$(docker node inspect --format '{{.Spec.Availability}} {{.ID}}' self) && case $me in 'active '*) node=${me#* };; esac; };"
            + " [ -z \"$node\" ] || options=\"$options --constraint node.id==$node\";"
            + " for try in 1 2 3; do [ $try = 1 ] || sleep 1;"
            + " docker service create --quiet --detach --no-resolve-image --name \"${stack}_job_$$_$try\" --label \"io.cfa.job=$stack\""
            + " --mode replicated --restart-condition on-failure --restart-max-attempts 2 --restart-delay 1s --with-registry-auth --no-healthcheck"
            + " --user 65534 --cap-drop ALL --read-only"
            + " --limit-memory 96M $options --entrypoint bash \"$image\" -c \"$task\" bash \"$@\" && exit; status=$?; done; exit $status";

    /** Runs the script that is its first argument, and prints behind what that printed a line with the checksum. */
    private static final String WHOLE =
            "out=$(bash -c \"$1\" bash \"${@:2}\"; printf 'x%s' $?); status=${out##*x}; out=${out%x*};"
                    + " printf '%s\\nend %s\\n' \"$out\" \"$(printf '%s' \"$out\" | cksum)\"; exit \"$status\"";

    /** Argument: the task. Its log up to the line with the checksum: of this engine's container, or as the swarm brings it. */
    private static final String READ = "read_log() { to_end='/^end [0-9][0-9]* [0-9][0-9]*$/q';"
            + " container=$(docker inspect --type task --format '{{.Status.ContainerStatus.ContainerID}}' \"$1\" 2>/dev/null);"
            + " if [ -n \"$container\" ] && docker container inspect \"$container\" >/dev/null 2>&1; then"
            + " docker logs \"$container\" 2>/dev/null | sed \"$to_end\";"
            + " else timeout 30 docker service logs --raw \"$1\" 2>/dev/null | sed \"$to_end\"; fi; };"
            + " nl=$(printf '\\nx'); nl=${nl%x};";

    /**
     * Arguments: the ID, the stack. Waits until a task of it has ended well, at most two minutes, prints what that printed, or why there is nothing, and removes it in whatever way. That task
     * need not be the newest: after the managers have chosen a leader Swarm was seen to run a job once more that had ended (dockerd 26.1). An engine's failure is the last where three tasks
     * have failed. A log that is not whole is read again. What somebody's job left that was cut off is removed when it is ten minutes old.
     */
    private static final String COLLECT = "end() { docker service rm \"$1\" >/dev/null 2>&1; now=$(date +%s);"
            + " for old in $(docker service ls --quiet --filter \"label=io.cfa.job=$2\"); do"
            + " made=$(docker service inspect --format '{{.CreatedAt.Unix}}' \"$old\" 2>/dev/null) && [ $((now - made)) -ge 600 ]"
            + " && docker service rm \"$old\" >/dev/null 2>&1; done; }; " + READ
            + " trap 'end \"$@\"' EXIT; trap 'exit 143' HUP INT TERM PIPE; until=$(($(date +%s) + 120));"
            // seldom, as each look is a tenth of a second of a processor, which the job's container needs to start
            + " while [ \"$(date +%s)\" -lt $until ]; do"
            + " all=$(docker service ps --no-trunc --format '{{.ID}} {{.CurrentState}}: {{.Error}}' \"$1\");"
            + " task=; case $all in *' Complete'*) task=$(printf '%s\\n' \"$all\" | sed -n '/^[^ ]* Complete/{p;q;}') ;; esac;"
            + " task=${task:-${all%%\"$nl\"*}}; said=${task#* };"
            + " case $said in Complete*) for read in 1 2 3; do log=$(read_log \"${task%% *}\"); body=${log%\"$nl\"*};"
            + " if [ \"${log##*\"$nl\"}\" = \"end $(printf '%s' \"$body\" | cksum)\" ]; then"
            + " [ -n \"$body\" ] || { echo 'it ended, and said nothing' >&2; exit 1; }; printf %s \"$body\"; exit; fi; sleep 1; done;"
            + " echo 'its log did not come whole' >&2; exit 1 ;;"
            + " Failed* | Rejected*) [ \"$(printf '%s\\n' \"$all\" | grep -cE '^[^ ]* (Failed|Rejected)')\" -lt 3 ]"
            + " || { echo \"its task, three times: $said\" >&2; exit 1; } ;; esac; sleep 0.5; done;"
            + " echo \"it did not end within two minutes: $said\" >&2; exit 1";

    /** Copies. */
    public SwarmJob {
        networks = List.copyOf(networks);
        secrets = Map.copyOf(secrets);
    }

    /** At the manager that is talked to. */
    public SwarmJob(String project, String image, Collection<String> networks, Map<String, String> secrets) {
        this(project, image, List.copyOf(networks), secrets, Optional.empty());
    }

    /**
     * Begins one; prints its ID.
     *
     * @param script that its bash runs
     */
    public Command begin(String script, List<String> arguments) {
        StringBuilder options = new StringBuilder();
        new TreeMap<>(secrets).forEach((file, secret) -> options.append(options.length() == 0 ? "" : " ")
                .append("source=")
                .append(secret)
                .append(",target=")
                .append(file)
                .append(",mode=0444"));
        return Command.of(
                        "sh",
                        "-c",
                        BEGIN,
                        "sh",
                        project,
                        image,
                        String.join(" ", new TreeSet<>(networks)),
                        options.toString())
                .with(node.orElse(""), WHOLE, script)
                .with(arguments.toArray(String[]::new))
                .within(LIMIT);
    }

    /** Waits for one that was begun, and removes it; prints what it has printed. Nothing where it was not begun. */
    public static Optional<Command> collect(String project, Result begun) {
        String id = begun.output().strip();
        return isBegun(begun)
                ? Optional.of(Command.of("sh", "-c", COLLECT, "sh", id, project).within(LIMIT))
                : Optional.empty();
    }

    private static boolean isBegun(Result begun) {
        return begun.succeeded() && begun.output().strip().matches("[a-z0-9]{25}");
    }

    /** Whether the last command of a job was that which collected it, and the job has ended well. */
    public static boolean hasEnded(Result last) {
        return last.succeeded() && !isBegun(last);
    }

    /** Why a job has not ended well, in a line. */
    public static String error(Result last) {
        return last.error().strip().replaceFirst("\\s*\n.*", "");
    }
}
