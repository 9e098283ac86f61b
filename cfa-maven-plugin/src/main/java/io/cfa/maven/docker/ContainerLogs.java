package io.cfa.maven.docker;

import io.cfa.maven.remote.Command;
import java.time.Duration;
import java.util.Collection;

/**
 * The command that prints what the containers of a project printed, in the order of their times.
 *
 * <p>The containers are found by compose's labels, so that neither the host's files nor its variables can hide one. Each is read into a pipe of its
 * own, and the pipes are merged as they come: however much was printed, neither side keeps more than a line of each. A line begins with the
 * container and a time, as {@link LogLine} reads them; what docker itself says of a log that it cannot read has no time, and the mark
 * {@value #MARK} and the log's driver come behind it.
 */
public final class ContainerLogs {

    /** Before the log driver of a container whose log cannot be read. */
    public static final String MARK = "\u0001";

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    /** Arguments: the project, since when, and the services; all of them where there are none. */
    private static final String SCRIPT = "project=$1 since=$2; shift 2;"
            + " found=$(docker ps --all --no-trunc --filter \"label=com.docker.compose.project=$project\" --format"
            + " '{{.ID}} {{.Label \"com.docker.compose.service\"}} {{.Label \"com.docker.compose.container-number\"}} {{.Label \"com.docker.compose.oneoff\"}}')"
            + " || exit; directory=$(mktemp -d) && cd \"$directory\" || exit; trap 'rm -rf \"$directory\"' EXIT; trap 'exit 143' HUP INT TERM;"
            + " read_log() { docker logs --timestamps --since \"$since\" \"$1\" 2>&1 ||"
            + " printf '\\001%s\\n' \"$(docker inspect --format '{{.HostConfig.LogConfig.Type}}' \"$1\")\"; };"
            + " while read -r id service number once; do [ -n \"$id\" ] && [ \"$once\" != True ] || continue;"
            + " [ $# = 0 ] || case \" $* \" in *\" $service \"*) ;; *) continue ;; esac;"
            + " mkfifo \"$id\" || exit; read_log \"$id\" | LC_ALL=C sed \"s/^/$service-$number /\" >\"$id\" & done <<END\n$found\nEND\n"
            + "set -- *; [ \"$*\" = '*' ] || LC_ALL=C sort -m -s -k 2,2 \"$@\"";

    private ContainerLogs() {}

    /**
     * Reads them.
     *
     * @param services all of the project where empty
     * @param since    a time, or a span such as {@code 10m}, as docker reads it
     */
    public static Command of(String project, Collection<String> services, String since) {
        return Command.of("sh", "-c", SCRIPT, "sh", project, since)
                .with(services.toArray(String[]::new))
                .within(LONGEST_SILENCE);
    }
}
