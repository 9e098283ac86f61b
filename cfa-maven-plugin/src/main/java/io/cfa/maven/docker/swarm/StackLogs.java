package io.cfa.maven.docker.swarm;

import io.cfa.maven.docker.UnreadableLog;
import io.cfa.maven.remote.Command;
import java.time.Duration;
import java.util.Collection;

/**
 * The command that prints what the tasks of a stack printed, on whichever node, in the order of their times.
 *
 * <p>A manager brings the lines of a service's tasks as they come, so that each service is sorted before all are merged; {@code sort} keeps on disk what is
 * long. A line begins with the task, its node and a time: {@code identity.1@cfa2-3 2026-11-30T06:10:11.696798211Z text}. Where a node is away docker prints what it
 * has and says so; a service whose log does not come to its end is cut after a minute and a half, as some engines hang (docker/cli issue 4678).
 */
public final class StackLogs {

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    /** Arguments: the stack, since when, and the services; all of them where there are none. */
    private static final String SCRIPT = "project=$1 since=$2; shift 2;"
            + " found=$(docker stack services --format '{{.Name}}' \"$project\") || exit;"
            + " directory=$(mktemp -d) && cd \"$directory\" || exit; trap 'rm -rf \"$directory\"' EXIT; trap 'exit 143' HUP INT TERM;"
            + " read_log() { timeout 90 docker service logs --timestamps --no-trunc --no-task-ids --since \"$since\" \"$1\" 2>&1 ||"
            + " printf '\\001" + UnreadableLog.SWARM + "\\n'; };"
            + " for name in $found; do service=${name#\"$project\"_};"
            + " [ $# = 0 ] || case \" $* \" in *\" $service \"*) ;; *) continue ;; esac;"
            + " mkfifo \"$name\" || exit; read_log \"$name\" | LC_ALL=C sed -E"
            + " -e \"s/^([0-9]{4}-[^ ]+Z) ${project}_([^ ]+) *\\\\| ?/\\\\2 \\\\1 /\" -e t -e \"s/^/$service /\""
            + " | LC_ALL=C sort -s -k 2,2 >\"$name\" & done;"
            + " set -- *; [ \"$*\" = '*' ] || LC_ALL=C sort -m -s -k 2,2 \"$@\"";

    private StackLogs() {}

    /**
     * Reads them.
     *
     * @param services all of the stack where empty
     * @param since    a time, or a span such as {@code 10m}, as docker reads it
     */
    public static Command of(String project, Collection<String> services, String since) {
        return Command.of("sh", "-c", SCRIPT, "sh", project, since)
                .with(services.toArray(String[]::new))
                .within(LONGEST_SILENCE);
    }
}
