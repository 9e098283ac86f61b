package io.cfa.maven.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.check.pipeline.PipelineSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/** What gitlab-ci-local makes of a pipeline: which jobs it lists as running, and what it previews of them. It runs none of them. */
final class GitLabReading {

    private final List<String> program;
    private final Path home;
    private final Path root;

    GitLabReading(List<String> program) throws IOException, InterruptedException {
        this.program = List.copyOf(program);
        this.home = Files.createTempDirectory("gitlab").toRealPath();
        this.root = Files.createDirectory(home.resolve("clone"));
        for (List<String> command : List.of(
                List.of("git", "init", "--quiet", "--initial-branch", PipelineDirectory.BRANCH),
                List.of("git", "remote", "add", "origin", "git@gitlab.com:cfa/backend.git"),
                List.of(
                        "git",
                        "-c",
                        "user.name=a",
                        "-c",
                        "user.email=a@localhost",
                        "commit",
                        "--quiet",
                        "--allow-empty",
                        "-m",
                        "a"))) {
            run(command);
        }
    }

    String read(String text) throws IOException, InterruptedException {
        PipelineDirectory.empty(root);
        PipelineDirectory.write(root, text);
        // it includes no file that git does not know
        run(List.of("git", "add", "--all"));
        String listed = run(command("--list-json"));
        if (listed == null) {
            return ReaderCase.REFUSED;
        }
        String previewed = run(command("--preview", "--no-json-schema-validation"));
        if (previewed == null) {
            return ReaderCase.REFUSED;
        }
        Map<String, Object> preview = new Yaml().load(previewed);
        Map<String, String> jobs = new TreeMap<>();
        for (JsonNode job : new ObjectMapper().readTree(listed)) {
            // of a matrix, as they are written
            String name = job.get("name").asText();
            String written = preview.containsKey(name) ? name : name.replaceFirst("(: \\[.*\\]| [0-9]+/[0-9]+)$", "");
            if (!job.get("when").asText().equals("never")) {
                jobs.put(written, written + "@" + job.get("stage").asText() + needs(job) + line(preview.get(written)));
            }
        }
        return ReaderCase.escape(String.join("; ", jobs.values()));
    }

    private List<String> command(String... what) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--home", home.toString()));
        command.addAll(List.of(what));
        return command;
    }

    private static String needs(JsonNode job) {
        StringBuilder needs = new StringBuilder();
        for (JsonNode need : job.path("needs")) {
            if (need.has("job") && !need.has("project") && !need.has("pipeline")) {
                needs.append(
                        " <" + need.get("job").asText() + (need.path("optional").asBoolean() ? "?>" : ">"));
            }
        }
        return needs.toString();
    }

    private static String line(Object job) {
        return PipelineSummary.line(key -> {
            Object lines = ((Map<?, ?>) job).get(key);
            return lines instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.toList())
                    : lines == null ? List.of() : List.of(lines.toString());
        });
    }

    /** Null where it is refused. */
    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(output.toFile())
                .redirectError(home.resolve("errors").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return null;
        }
        return process.exitValue() == 0 ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : null;
    }
}
