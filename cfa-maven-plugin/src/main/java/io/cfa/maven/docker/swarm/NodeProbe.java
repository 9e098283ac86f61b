package io.cfa.maven.docker.swarm;

import io.cfa.maven.docker.Query;
import io.cfa.maven.model.OutgoingPorts;
import io.cfa.maven.remote.Command;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What each node says of itself, asked through a manager: a job of the swarm that runs one small container on each node, by itself ends within seconds, and is
 * removed whatever happens. Nobody logs in to a node for it.
 *
 * <p>The container has the node's network, no rights, a file system that is read only, and an image that the nodes have anyway.
 *
 * @param begin  the manager's clock before it, in seconds since 1970
 * @param end    and after it
 * @param facts  by the node's ID
 * @param errors why a node says nothing, by its ID
 */
public record NodeProbe(long begin, long end, Map<String, Facts> facts, Map<String, String> errors) {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** What a container of the job prints, each line with its node before it; arguments: registries, as HOST:PORT. */
    private static final String TASK = "say() { echo \"$NODE $*\"; }; say clock \"$(date +%s)\";"
            + " say privileges \"$(sed -n 's/^NoNewPrivs:[^0-9]*//p' /proc/self/status)\"; say disk \"$(df -Pk / | tail -n 1)\";"
            + " say ports $(" + OutgoingPorts.SCRIPT + " 2>/dev/null);"
            + " for r; do if command -v bash >/dev/null; then timeout 5 bash -c \"exec 3<>/dev/tcp/${r%:*}/${r##*:}\" 2>/dev/null;"
            + " else nc -z -w 5 \"${r%:*}\" \"${r##*:}\" 2>/dev/null; fi && say reach \"$r\" yes || say reach \"$r\" no; done";

    /** Arguments: the stack, the image, what a container runs, registries. Waits until each node that is up has answered or failed, at most 40 s. */
    private static final String SCRIPT = "stack=$1 image=$2 task=$3; shift 3; name=${stack}_doctor_$$;"
            + " old=$(docker service ls --quiet --filter \"label=io.cfa.probe=$stack\") || exit;"
            + " [ -z \"$old\" ] || docker service rm $old >/dev/null 2>&1;"
            + " trap 'docker service rm \"$name\" >/dev/null 2>&1' EXIT; trap 'exit 143' HUP INT TERM PIPE; echo \"begin $(date +%s)\";"
            + " docker service create --quiet --detach --name \"$name\" --label \"io.cfa.probe=$stack\" --mode global"
            + " --restart-condition none --with-registry-auth --network host --no-healthcheck --user 65534 --cap-drop ALL --read-only"
            + " --limit-memory 64M --env 'NODE={{.Node.ID}}' --entrypoint sh \"$image\" -c \"$task\" sh \"$@\" >/dev/null || exit;"
            + " nodes=$(docker node ls --format '{{.Status}} {{.Availability}}' | grep -c '^Ready Active'); i=0;"
            + " while [ $((i += 1)) -le 80 ]; do ended=$(docker service ps --format '{{.Node}} {{.CurrentState}}' \"$name\""
            + " | grep -E '^[^ ]+ (Complete|Failed|Rejected)' | cut -d ' ' -f 1 | sort -u | wc -l); [ \"$ended\" -lt \"$nodes\" ] || break; sleep 0.5; done;"
            + " echo \"end $(date +%s)\"; docker service ps --no-trunc --no-resolve --format 'task {{.Node}} {{.Error}}' \"$name\";"
            + " timeout 20 docker service logs --raw \"$name\" 2>&1; true";

    /** Copies. */
    public NodeProbe {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        errors = Collections.unmodifiableMap(new TreeMap<>(errors));
    }

    /**
     * What a node says.
     *
     * @param clock      in seconds since 1970
     * @param privileges whether its containers can gain no privileges
     * @param free       kilobytes that are free where its engine keeps images and volumes
     * @param reach      whether it reaches a registry, by HOST:PORT
     * @param ports      what its kernel gives to outgoing connections
     */
    public record Facts(
            Optional<Long> clock,
            Optional<Boolean> privileges,
            Optional<Long> free,
            Map<String, Boolean> reach,
            Optional<OutgoingPorts> ports) {

        static final Facts NONE =
                new Facts(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

        private Facts with(String word, String[] values) {
            return switch (word) {
                case "clock" -> new Facts(number(values, 0), privileges, free, reach, ports);
                case "privileges" -> new Facts(clock, number(values, 0).map(flag -> flag == 1), free, reach, ports);
                case "disk" -> new Facts(clock, privileges, number(values, 3), reach, ports);
                case "ports" ->
                    new Facts(clock, privileges, free, reach, OutgoingPorts.parse(String.join(" ", values)));
                case "reach" -> {
                    Map<String, Boolean> more = new LinkedHashMap<>(reach);
                    if (values.length == 2) {
                        more.put(values[0], values[1].equals("yes"));
                    }
                    yield new Facts(clock, privileges, free, more, ports);
                }
                default -> this;
            };
        }

        private static Optional<Long> number(String[] values, int at) {
            return values.length > at && values[at].matches("[0-9]{1,15}")
                    ? Optional.of(Long.parseLong(values[at]))
                    : Optional.empty();
        }
    }

    /**
     * Asks all nodes that take tasks.
     *
     * @param image      that they have, with a shell
     * @param registries that they shall reach, as HOST:PORT
     */
    public static Query<NodeProbe> of(String project, String image, Collection<String> registries) {
        return new Query<>(
                Command.of("sh", "-c", SCRIPT, "sh", project, image, TASK)
                        .with(registries.toArray(String[]::new))
                        .within(LIMIT),
                NodeProbe::parse);
    }

    /** How many seconds a node's clock is surely off: nothing where it was asked between what the manager's clock said before and after. */
    public long skew(Facts facts) {
        return facts.clock()
                .map(clock -> clock < begin ? clock - begin : clock > end ? clock - end : 0)
                .orElse(0L);
    }

    static NodeProbe parse(String output) {
        long begin = 0;
        long end = 0;
        Map<String, Facts> facts = new LinkedHashMap<>();
        Map<String, String> errors = new LinkedHashMap<>();
        for (String line : output.lines().toList()) {
            String[] words = line.strip().split("\\s+", 3);
            if (words.length == 2 && words[0].equals("begin")) {
                begin = Long.parseLong(words[1]);
            } else if (words.length == 2 && words[0].equals("end")) {
                end = Long.parseLong(words[1]);
            } else if (words.length == 3 && words[0].equals("task")) {
                errors.put(words[1], words[2]);
            } else if (words.length == 3 && words[0].matches("[a-z0-9]{25}")) {
                facts.merge(
                        words[0],
                        Facts.NONE.with(words[1], words[2].split("\\s+")),
                        (before, ignored) -> before.with(words[1], words[2].split("\\s+")));
            }
        }
        return new NodeProbe(begin, end, facts, errors);
    }
}
