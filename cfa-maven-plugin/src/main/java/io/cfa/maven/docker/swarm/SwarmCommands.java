package io.cfa.maven.docker.swarm;

import io.cfa.maven.docker.Query;
import io.cfa.maven.docker.stack.MountedFile;
import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a manager of a swarm is told beside the questions of the other classes here. */
public final class SwarmCommands {

    /** A file in a line: digest, size, whether it may be executed, path. */
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,12}) ([01]) (/.*)");

    private static final String FILES =
            "for p; do [ -e \"$p\" ] || continue; find -L \"$p\" -type f | sort | while IFS= read -r f; do"
                    + " d=$(sha256sum <\"$f\") && s=$(wc -c <\"$f\") && { [ -x \"$f\" ] && x=1 || x=0; } &&"
                    + " printf '%s %s %s %s\\n' \"${d%% *}\" $s $x \"$f\"; done; done";

    private static final String CONFIGS = "p=$1; shift; while [ $# -gt 0 ]; do"
            + " docker config inspect \"$1\" >/dev/null 2>&1 || {"
            + " d=$(sha256sum <\"$2\") || exit; [ \"sha256:${d%% *}\" = \"$3\" ] || { echo \"$2 was changed meanwhile\" >&2; exit 1; };"
            + " docker config create --label \"io.cfa.stack=$p\" \"$1\" \"$2\" >/dev/null || exit; }; shift 3; done";

    /** What is still read is refused by the engine, and stays. */
    private static final String REMOVE =
            "s=$1; shift; while [ $# -gt 0 ]; do if [ $s -gt 0 ]; then docker secret rm \"$1\"; s=$((s-1));"
                    + " else docker config rm \"$1\"; fi >/dev/null 2>&1; shift; done; true";

    private static final String UNREAD = "docker config ls --filter \"label=io.cfa.stack=$1\" --format '{{.Name}}'";

    private static final String PULL =
            "for i; do docker image inspect \"$i\" >/dev/null 2>&1 || docker pull --quiet \"$i\" >/dev/null || exit; done";

    private static final String DEPLOY = "stack=$(cat) || exit; for pause in 0 2 5 10 15; do sleep $pause;"
            + " said=$(printf '%s\\n' \"$stack\" | docker stack deploy --detach --with-registry-auth --resolve-image never"
            + " --compose-file - \"$@\" 2>&1) && { printf '%s\\n' \"$said\"; exit; }; status=$?; done; printf '%s\\n' \"$said\" >&2; exit $status";

    /** Some engines never end, or bring the same lines over and over, where a node is away (docker/cli issue 4678): what comes until then is what there is. */
    private static final String LOGS =
            "timeout 15 docker service logs --timestamps --no-trunc --tail \"$2\" \"$1\" 2>&1 | head -n 2000";

    private SwarmCommands() {}

    /** The files at these paths of the manager, and beneath those that are directories. */
    public static Query<List<MountedFile>> files(Collection<String> paths) {
        return new Query<>(Command.of("sh", "-c", FILES, "sh").with(paths.toArray(String[]::new)), output -> {
            List<MountedFile> files = new ArrayList<>();
            output.lines()
                    .map(FILE::matcher)
                    .filter(Matcher::matches)
                    .forEach(file -> files.add(new MountedFile(
                            file.group(4),
                            Digest.of("sha256:" + file.group(1)),
                            Long.parseLong(file.group(2)),
                            file.group(3).equals("1"))));
            return files;
        });
    }

    /** Makes configs of files, each unless it is there. */
    public static Command createConfigs(String project, Map<String, MountedFile> configs) {
        Command command = Command.of("sh", "-c", CONFIGS, "sh", project);
        for (Map.Entry<String, MountedFile> each :
                configs.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            command = command.with(
                    each.getKey(),
                    each.getValue().path(),
                    each.getValue().content().toString());
        }
        return command;
    }

    /** The names of the configs that were made of a stack's files. */
    public static Query<List<String>> configs(String project) {
        return new Query<>(
                Command.of("sh", "-c", UNREAD, "sh", project),
                output -> output.lines().filter(line -> !line.isBlank()).toList());
    }

    /** Removes what nothing reads any more. */
    public static Command remove(List<String> secrets, List<String> configs) {
        return Command.of("sh", "-c", REMOVE, "sh", String.valueOf(secrets.size()))
                .with(secrets.toArray(String[]::new))
                .with(configs.toArray(String[]::new));
    }

    /** Brings images to the manager that it has not, so that their digests are known. */
    public static Command pull(Collection<String> images) {
        return Command.of("sh", "-c", PULL, "sh").with(images.toArray(String[]::new));
    }

    /**
     * Deploys a stack that stands on standard input; images are named by their digests, and nobody asks a registry about tags. Up to five times in half a minute: a service that
     * Swarm itself is just changing refuses an update ("update out of sequence", moby issue 39891), managers that are choosing a leader refuse everything ("node lost leader status", moby issue
     * 35236), and what was deployed in part stays.
     *
     * @param prune whether services that the document does not have are removed; else they stay as they are
     */
    public static Command deploy(StackDocument stack, boolean prune) {
        Command deploy = Command.of("sh", "-c", DEPLOY, "sh").stdin(Secret.of(stack.text()));
        return prune ? deploy.with("--prune", stack.project()) : deploy.with(stack.project());
    }

    /** Has Swarm look at a service again, and end tasks of it that are too many; a label changes no other task. */
    public static Command lookAgain(String project, String service, Instant now) {
        return Command.of(
                "docker",
                "service",
                "update",
                "--quiet",
                "--detach",
                "--label-add",
                "io.cfa.looked=" + now.getEpochSecond(),
                project + "_" + service);
    }

    /** What tasks printed last, and with which words of the swarm. */
    public static Command logs(String project, String service, int lines) {
        return Command.of("sh", "-c", LOGS, "sh", project + "_" + service, String.valueOf(lines));
    }

    /** What a label of each of these images of the manager says; an empty text where it has none. */
    public static Query<List<String>> labels(List<String> images, String label) {
        return new Query<>(
                Command.of("docker", "image", "inspect", "--format", "{{index .Config.Labels \"" + label + "\"}}")
                        .with(images.toArray(String[]::new)),
                output -> {
                    List<String> labels = List.of(output.split("\n", -1));
                    if (labels.size() != images.size() + 1) {
                        throw new IllegalStateException("a line for each of " + images.size() + " images was expected");
                    }
                    return labels.subList(0, images.size());
                });
    }

    /** The digests that registries hold images of the manager under, by the image's name as it was asked for. */
    public static Query<Map<String, String>> repositoryDigests(List<String> images) {
        return new Query<>(
                Command.of("docker", "image", "inspect", "--format", "{{json .RepoDigests}}")
                        .with(images.toArray(String[]::new)),
                output -> {
                    Map<String, String> digests = new LinkedHashMap<>();
                    List<String> lines = output.lines().toList();
                    for (int i = 0; i < Math.min(lines.size(), images.size()); i++) {
                        Matcher digest =
                                Pattern.compile("@(sha256:[0-9a-f]{64})").matcher(lines.get(i));
                        if (digest.find()) {
                            digests.put(images.get(i), digest.group(1));
                        }
                    }
                    return digests;
                });
    }
}
