package io.cfa.maven.docker.swarm;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job of a swarm: one container on networks of a stack, at the manager that is talked to where that takes tasks. It has secrets of the swarm, which nobody else sees, and no
 * rights; it ends by itself, and is removed. What it prints is its service's log.
 *
 * <p>It is begun by one command and collected by another, so that something else can be asked meanwhile.
 */
public final class SwarmJob {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /**
     * Arguments: the stack, the image, services whose networks it is on, secrets as their options, what bash runs, its arguments. Prints its ID. What somebody's job left that was
     * cut off is removed when it is ten minutes old.
     */
    private static final String BEGIN = "stack=$1 image=$2 services=$3 secrets=$4 task=$5; shift 5; now=$(date +%s);"
            + " for old in $(docker service ls --quiet --filter \"label=io.cfa.job=$stack\"); do"
            + " made=$(docker service inspect --format '{{.CreatedAt.Unix}}' \"$old\" 2>/dev/null) && [ $((now - made)) -ge 600 ]"
            + " && docker service rm \"$old\" >/dev/null 2>&1; done; networks=;"
            + " for s in $services; do networks=\"$networks $(docker service inspect --format '{{range .Spec.TaskTemplate.Networks}}{{.Target}} {{end}}'"
            + " \"${stack}_$s\")\" || exit; done; options=;"
            + " for n in $(printf '%s\\n' $networks | sort -u); do options=\"$options --network $n\"; done;"
            + " for s in $secrets; do options=\"$options --secret $s\"; done;"
            + " me=$(docker info --format '{{.Swarm.NodeID}}') && [ \"$(docker node inspect --format '{{.Spec.Availability}}' \"$me\")\" = active ]"
            + " && options=\"$options --constraint node.id==$me\";"
            + " exec docker service create --quiet --detach --no-resolve-image --name \"${stack}_job_$$\" --label \"io.cfa.job=$stack\""
            + " --mode replicated-job --restart-condition none --with-registry-auth --no-healthcheck --user 65534 --cap-drop ALL --read-only"
            + " --limit-memory 96M $options --entrypoint bash \"$image\" -c \"$task\" bash \"$@\"";

    /** Argument: the ID. Waits until it has ended, at most two minutes, prints what it printed, or why there is nothing, and removes it in whatever way. */
    private static final String COLLECT =
            "trap 'docker service rm \"$1\" >/dev/null 2>&1' EXIT; trap 'exit 143' HUP INT TERM PIPE; i=0;"
                    + " while [ $((i += 1)) -le 240 ]; do"
                    + " said=$(docker service ps --no-trunc --format '{{.CurrentState}}: {{.Error}}' \"$1\" | head -n 1);"
                    + " case $said in Complete*) timeout 30 docker service logs --raw \"$1\" 2>/dev/null; exit ;;"
                    + " Failed* | Rejected*) echo \"its task: $said\" >&2; exit 1 ;; esac; sleep 0.5; done;"
                    + " echo \"it did not end within two minutes: $said\" >&2; exit 1";

    private SwarmJob() {}

    /**
     * Begins one; prints its ID.
     *
     * @param image    that the nodes have, with bash
     * @param networks services of the stack whose networks it is on
     * @param secrets  by the name of its file in {@code /run/secrets}, the swarm's name of a secret
     * @param script   that its bash runs
     */
    public static Command begin(
            String project,
            String image,
            Collection<String> networks,
            Map<String, String> secrets,
            String script,
            List<String> arguments) {
        StringBuilder options = new StringBuilder();
        new TreeMap<>(secrets).forEach((file, secret) -> options.append(options.length() == 0 ? "" : " ")
                .append("source=")
                .append(secret)
                .append(",target=")
                .append(file)
                .append(",mode=0444"));
        return Command.of(
                        "sh", "-c", BEGIN, "sh", project, image, String.join(" ", networks), options.toString(), script)
                .with(arguments.toArray(String[]::new))
                .within(LIMIT);
    }

    /** Waits for one that was begun, and removes it; prints what it has printed. Nothing where it was not begun. */
    public static Optional<Command> collect(Result begun) {
        String id = begun.output().strip();
        return begun.succeeded() && id.matches("[a-z0-9]{25}")
                ? Optional.of(Command.of("sh", "-c", COLLECT, "sh", id).within(LIMIT))
                : Optional.empty();
    }
}
