package io.cfa.maven.docker;

import io.cfa.maven.remote.Command;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The commands by which services are replaced by starting a new container of each beside the old one, which is stopped when the new one is ready.
 *
 * <p>Which container is the new one says the number that Compose gave it: it is the greatest. So each command finds on the host what it is about, and one
 * that is run again, as after a lost connection, does what is left to do.
 *
 * @param project of the services
 */
public record StartFirstCommands(ComposeProject project) {

    private static final String LABEL = "com.docker.compose.";

    /** Number, ID and name of each container of a service, the new one last. */
    private static final String OF = "of() { docker ps --all --no-trunc --filter \"label=" + LABEL
            + "project=$project\" --filter \"label=" + LABEL + "service=$1\" --filter label=" + LABEL
            + "oneoff=False --format '{{.Label \"" + LABEL
            + "container-number\"}} {{.ID}} {{.Names}}' | sort -n; }; count() { of \"$1\" | wc -l; };"
            + " new() { of \"$1\" | tail -n 1 | cut -d ' ' -f 2; };";

    /** A container without a health check is as healthy as it can be. */
    private static final String STATE =
            " state() { docker inspect --format '{{.State.Status}} {{.RestartCount}} {{if .State.Health}}{{.State.Health.Status}}{{else}}healthy{{end}}'"
                    + " \"$1\"; };";

    /** What compose began and did not bring to its end goes again; where the engine itself is away it stays, and is gone on with. */
    private static final String START = "project=$1 number=$2; shift 2; services=;"
            + " while [ $number -gt 0 ]; do services=\"$services $1\" number=$((number - 1)); shift; done; " + OF
            + " \"$@\" && exit; status=$?;"
            + " for service in $services; do [ \"$(count \"$service\")\" -lt 2 ] || docker rm --force \"$(new \"$service\")\" >/dev/null; done;"
            + " exit $status";

    /** Prints nothing where all got ready; else what is known of those that did not, when the new ones are gone. */
    private static final String AWAIT = "project=$1 end=$(($(date +%s) + $2)); shift 2; " + OF + STATE
            + " tell() { docker inspect --format \"$1: the new container {{slice .Name 1}} is {{.State.Status}}, exit code {{.State.ExitCode}}{{if"
            + " .State.OOMKilled}}, out of memory{{end}}, restarted {{.RestartCount}} times{{if .State.Health}}, {{.State.Health.Status}}{{end}}\" \"$2\";"
            + " docker inspect --format '{{if .State.Health}}{{range .State.Health.Log}}{{println .ExitCode .Output}}{{end}}{{end}}' \"$2\""
            + " | grep . | tail -n 3 | cut -c -300 | sed 's/^/  its health check ended with /';"
            + " docker logs --tail 30 \"$2\" 2>&1 | cut -c -300 | sed 's/^/  | /'; };"
            + " waiting=\"$*\" failed=;"
            + " while [ -n \"$waiting\" ] && [ -z \"$failed\" ]; do still=;"
            + " for service in $waiting; do"
            + " if [ \"$(count \"$service\")\" -lt 2 ]; then echo \"$service: there is no new container beside the old one\"; failed=\"$failed $service\";"
            + " else id=$(new \"$service\"); said=$(state \"$id\") || exit; case $said in"
            + " 'running 0 healthy') ;;"
            + " 'running 0 starting' | 'created 0 '*)"
            + " if [ \"$(date +%s)\" -lt $end ]; then still=\"$still $service\"; else failed=\"$failed $service\"; tell \"$service\" \"$id\"; fi ;;"
            + " *) failed=\"$failed $service\"; tell \"$service\" \"$id\" ;; esac; fi; done;"
            + " waiting=$still; [ -z \"$waiting\" ] || [ -n \"$failed\" ] || sleep 0.3; done;"
            + " [ -n \"$failed\" ] || exit 0;"
            + " for service; do [ \"$(count \"$service\")\" -lt 2 ] || docker rm --force \"$(new \"$service\")\" >/dev/null; done";

    /** Stops nothing unless all new ones are ready. Compose would call its next container by the next number: people know them by the first. */
    private static final String STOP = "project=$1; shift; " + OF + STATE + " old= names=;"
            + " for service; do [ \"$(count \"$service\")\" -gt 1 ] || continue; id=$(new \"$service\"); said=$(state \"$id\") || exit;"
            + " case $said in 'running '*' healthy') ;;"
            + " *) echo \"$service: the new container is not ready any more: $said; the old one goes on\" >&2; exit 1 ;; esac;"
            + " old=\"$old $(of \"$service\" | sed '$d' | cut -d ' ' -f 2 | tr '\\n' ' ')\";"
            + " names=\"$names $id $(of \"$service\" | head -n 1 | cut -d ' ' -f 3)\"; done;"
            + " [ -n \"$old\" ] || exit 0; docker stop $old >/dev/null; docker rm --force $old >/dev/null || exit;"
            + " set -- $names; while [ $# -gt 1 ]; do docker rename \"$1\" \"$2\"; shift 2; done";

    private static final String KEEP =
            "kept=$1 name=$2; shift 2; docker stop \"$@\" >/dev/null; docker rm --force \"$@\" >/dev/null || exit;"
                    + " [ \"$(docker inspect --format '{{.Name}}' \"$kept\")\" = \"/$name\" ] || docker rename \"$kept\" \"$name\"";

    /** Starts a new container of each beside the one that runs, and leaves that alone; where it fails, what it made is gone again. */
    public Command start(Collection<String> services) {
        List<String> options = new ArrayList<>(List.of("--no-recreate"));
        services.forEach(service -> options.addAll(List.of("--scale", service + "=2")));
        Command up = project.up(services, options.toArray(String[]::new));
        Command start = Command.of("sh", "-c", START, "sh", project.name(), String.valueOf(services.size()))
                .with(services.toArray(String[]::new))
                .with(up.argv().toArray(String[]::new))
                .within(up.timeout())
                .in(project.directory());
        for (var variable : up.environment().entrySet()) {
            start = start.env(variable.getKey(), variable.getValue());
        }
        return start;
    }

    /**
     * Waits until the new container of each is ready. One that ends, restarts or is called unhealthy is not waited for any longer. Ends with 0 either way: where it
     * printed nothing they are ready; else it says what is known of those that are not, and the new ones of all are gone.
     */
    public Command awaitReady(Collection<String> services) {
        return Command.of("sh", "-c", AWAIT, "sh", project.name())
                .with(String.valueOf(project.startLimit().toSeconds()))
                .with(services.toArray(String[]::new))
                .within(project.startLimit().multipliedBy(2).plusSeconds(60));
    }

    /** Stops the old containers of all at the same time, each within its own time to stop, removes them, and gives the new ones their names. */
    public Command stopOld(Collection<String> services) {
        return Command.of("sh", "-c", STOP, "sh", project.name())
                .with(services.toArray(String[]::new))
                .within(project.upLimit());
    }

    /**
     * Stops containers that stand beside one that is kept, each within its own time to stop, removes them, and gives that one the name by which people know it.
     *
     * @param kept its ID
     * @param name that it shall have; nothing is done where it has it
     */
    public static Command keep(String kept, String name, List<String> others) {
        return Command.of("sh", "-c", KEEP, "sh", kept, name).with(others.toArray(String[]::new));
    }
}
