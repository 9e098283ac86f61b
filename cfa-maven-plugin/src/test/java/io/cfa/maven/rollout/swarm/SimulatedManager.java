package io.cfa.maven.rollout.swarm;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import io.cfa.maven.remote.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A manager of a swarm that answers as a real one did, in src/test/resources/swarm: one moment before a deploy, and after each deploy the moments that it was told of.
 */
final class SimulatedManager implements RemoteHost {

    static final String OLD = "sha256:" + "a".repeat(64);
    static final String NEW = "sha256:" + "b".repeat(64);
    static final String IMAGE = "127.0.0.1:5000/cfa/web";

    /** Before what docker says in a moment in which it fails. */
    static final String FAILS = "!";

    private static final String RECORDED =
            "redis@sha256:c70ce9a1342214d2bca9254e2156f087a851f7d5331383c5569311e0234d038a";

    private final ScriptedHost sessions = new ScriptedHost().says("locked ");
    private final List<String> log = new ArrayList<>();
    private final List<String> deployed = new ArrayList<>();
    private final List<String> appended = new ArrayList<>();
    private final List<String> schemas = new ArrayList<>();
    private final List<String> pulled = new ArrayList<>();
    private final List<String> updated = new ArrayList<>();
    private final Deque<Deque<String>> afterDeploys = new ArrayDeque<>();
    private Deque<String> moments;
    private Runnable beforeEachLook = () -> {};
    private UnaryOperator<String> labels = image -> "";
    private boolean hasRegistry = true;
    private Optional<String> afterAnUpdate = Optional.empty();
    private String config =
            """
            {"name": "cfa", "services": {"web": {"image": "127.0.0.1:5000/cfa/web:dev", "networks": {"default": null}}},
             "networks": {"default": {"name": "cfa_default", "ipam": {}}}}
            """;
    private UnaryOperator<String> size = UnaryOperator.identity();
    private String compose = "services:\n  web:\n    image: x\n";
    private String info =
            "{\"NodeID\":\"l34l\",\"ControlAvailable\":true,\"Error\":\"\",\"Cluster\":{\"ID\":\"t1ho\"}}";

    /** Before anything is deployed it has this moment, or none: an empty swarm. */
    SimulatedManager(String moment) {
        moments = new ArrayDeque<>(List.of(moment));
    }

    /** After the next deploy it has these moments, one a look; the last stays. Each is a file's name, and the digest that runs, or what
     * it prints itself. */
    SimulatedManager afterADeploy(String... files) {
        afterDeploys.add(new ArrayDeque<>(List.of(files)));
        return this;
    }

    /** It has this moment when a service was updated beside the deploys. */
    SimulatedManager afterAnUpdate(String moment) {
        afterAnUpdate = Optional.of(moment);
        return this;
    }

    /** What the label of an image says of the schema that it needs. */
    SimulatedManager needing(UnaryOperator<String> label) {
        labels = label;
        return this;
    }

    /** Nobody answers where images are pulled from. */
    SimulatedManager withoutRegistry() {
        hasRegistry = false;
        return this;
    }

    /** The commands that pulled images of ours. */
    List<String> pulled() {
        return pulled;
    }

    /** What happens while it is asked for its state. */
    SimulatedManager beforeEachLook(Runnable happening) {
        beforeEachLook = happening;
        return this;
    }

    SimulatedManager config(String json) {
        config = json;
        return this;
    }

    /** What it answers of services, tasks and nodes is made into that of a larger swarm. */
    SimulatedManager larger(UnaryOperator<String> made) {
        size = made;
        return this;
    }

    /** What its compose file is. */
    SimulatedManager compose(String text) {
        compose = text;
        return this;
    }

    /** What its compose file says of the service. */
    SimulatedManager saying(String extension) {
        compose = "services:\n  web:\n    image: x\n    " + extension + "\n";
        return this;
    }

    SimulatedManager info(String json) {
        info = json;
        return this;
    }

    /** What a release log of before says. */
    SimulatedManager released(String line) {
        return released(line, "");
    }

    /** The same, and what it says of the schemas that its images need. */
    SimulatedManager released(String line, String needs) {
        log.add(line);
        schemas.add(needs);
        return this;
    }

    List<String> log() {
        return log;
    }

    /** The commands that added lines to the release log. */
    List<String> appended() {
        return appended;
    }

    /** The commands that updated a service beside the deploys. */
    List<String> updated() {
        return updated;
    }

    /** What each deploy had on its standard input. */
    List<String> deployed() {
        return deployed;
    }

    @Override
    public List<Result> runAll(List<Command> questions) {
        return questions.stream().map(this::run).toList();
    }

    @Override
    public Result run(Command command) {
        return isBatch(command)
                ? batch(command.argv())
                : answer(command.line(), command.input().map(Secret::reveal));
    }

    /** Several questions in one, as remote.ParallelCommands asks and reads them. */
    private static boolean isBatch(Command command) {
        return command.argv().size() > 4 && command.argv().get(2).contains("n=$((n+1))");
    }

    private Result batch(List<String> argv) {
        StringBuilder output = new StringBuilder();
        for (int i = 4; i + 1 < argv.size(); i += 2) {
            Result each = answer(argv.get(i + 1), Optional.empty());
            output.append(each.exitStatus()).append('\n');
            for (String said : List.of(each.output(), each.error())) {
                output.append(
                                said.isEmpty()
                                        ? ""
                                        : Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8))
                                                + "\n")
                        .append(".\n");
            }
        }
        return good(output.toString());
    }

    private Result answer(String line, Optional<String> input) {
        if (line.contains("docker info")) {
            return good(info);
        }
        if (line.contains("config --format json")) {
            return good(config);
        }
        if (line.contains("docker stack services --quiet")) {
            beforeEachLook.run();
            String moment = moments.size() > 1 ? moments.remove() : moments.peek();
            return moment.startsWith(FAILS)
                    ? new Result(1, "", moment.substring(FAILS.length()))
                    : good(size.apply(recorded(moment)));
        }
        if (line.startsWith("docker service update")) {
            updated.add(line);
            afterAnUpdate.ifPresent(moment -> moments = new ArrayDeque<>(List.of(moment)));
            return good("");
        }
        if (line.contains("docker stack deploy")) {
            deployed.add(input.orElse(""));
            moments = afterDeploys.isEmpty() ? moments : afterDeploys.remove();
            return good("");
        }
        if (line.contains("io.cfa.log=$1") && input.isPresent()) {
            log.add(input.get());
            appended.add(line);
            schemas.add(line.endsWith("}'") ? line.substring(line.lastIndexOf(" '{") + 2, line.length() - 1) : "");
            return good("");
        }
        if (line.contains("io.cfa.log=$1")) {
            return good(logged());
        }
        if (line.startsWith("cat ")) {
            return good(compose);
        }
        if (line.contains("docker pull")) {
            pulled.add(line);
            return hasRegistry ? good("") : new Result(1, "", "connection refused");
        }
        if (line.contains("docker image inspect --format '{{index .Config.Labels")) {
            return good(Arrays.stream(line.split(" "))
                    .filter(word -> word.contains("@sha256:"))
                    .map(labels)
                    .map(label -> label + "\n")
                    .collect(Collectors.joining()));
        }
        if (line.contains("docker secret ls")) {
            return good("[]");
        }
        return good("");
    }

    private String logged() {
        List<String> configs = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            configs.add("{\"Spec\": {\"Name\": \"cfa_release.00000" + (i + 1) + "\", \"Data\": \""
                    + Base64.getEncoder().encodeToString(log.get(i).getBytes(StandardCharsets.UTF_8))
                    + "\", \"Labels\": {\"io.cfa.schemas\": " + new TextNode(schemas.get(i)) + "}}}");
        }
        return configs.toString();
    }

    /** What a real manager said at a moment, with another digest. */
    static String recorded(String moment) {
        if (moment.isEmpty()) {
            return "[]\n[]\n[]\n";
        }
        if (moment.startsWith("[")) {
            return moment;
        }
        String[] words = moment.split(" ");
        try {
            return Files.readString(Path.of("src/test/resources/swarm", words[0] + ".json"))
                    .replace(RECORDED, IMAGE + "@" + words[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result good(String output) {
        return new Result(0, output, "");
    }

    @Override
    public RemoteSession open(Command command) {
        return sessions.open(command);
    }

    @Override
    public String name() {
        return "deploy@cfa2:22";
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public void close() {
        // nothing is open
    }
}
