package io.cfa.maven.host.state;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a host answers to everything that has to be known before a rollout, asked in one round trip; judges nothing.
 *
 * @param host        its name
 * @param questions   what was asked, in the order of {@link Question}
 * @param answers     what it answered
 */
public record PreflightFacts(String host, List<Command> questions, List<Result> answers) {

    private enum Question {
        ENGINE,
        COMPOSE_VERSION,
        COMPOSE_FILE,
        ENV_FILE,
        SECRETS,
        PROGRAMS,
        DISK,
        CLOCK,
        LISTENING,
        PUBLISHED,
        LOG,
        IMAGES
    }

    /** Asks. */
    public static PreflightFacts of(RemoteHost host, Stack stack, ComposeFile compose, String directory) {
        List<Command> questions = List.of(
                DockerCommands.version().command(),
                ComposeProject.version().command(),
                Command.of("cat", directory + "/" + Stack.COMPOSE_FILE),
                Command.of("cat", directory + "/.env"),
                Command.of("find")
                        .with(secrets(compose, directory).toArray(String[]::new))
                        .with("-maxdepth", "0", "-size", "+0c"),
                Command.of(
                        "sh",
                        "-c",
                        "for p; do command -v \"$p\" >/dev/null || echo \"$p\"; done",
                        "sh",
                        "bash",
                        "flock",
                        "timeout"),
                Command.of("sh", "-c", "df -Pk \"$(docker info --format '{{.DockerRootDir}}')\" || df -Pk /"),
                Command.of("date", "+%s"),
                Command.of("cat", "/proc/net/tcp", "/proc/net/tcp6"),
                Command.of(
                        "docker",
                        "ps",
                        "--filter",
                        "label=com.docker.compose.project=" + stack.projectName(),
                        "--format",
                        "{{.Ports}}"),
                ReleaseLog.tail(directory),
                images(stack));
        return new PreflightFacts(host.name(), questions, host.runAll(questions));
    }

    /** Where the secrets lie on the host. */
    public static List<String> secrets(ComposeFile compose, String directory) {
        return compose.secretFiles().stream()
                .map(secret ->
                        Path.of(directory).resolve(secret.source()).normalize().toString())
                .toList();
    }

    public Command engineQuestion() {
        return questions.get(Question.ENGINE.ordinal());
    }

    public Result engine() {
        return answer(Question.ENGINE);
    }

    public Command composeQuestion() {
        return questions.get(Question.COMPOSE_VERSION.ordinal());
    }

    public Result composeVersion() {
        return answer(Question.COMPOSE_VERSION);
    }

    /** The text of the host's compose file; empty where it cannot be read. */
    public Optional<String> compose() {
        return text(Question.COMPOSE_FILE);
    }

    /** The text of the host's env file; empty where it cannot be read. */
    public Optional<String> env() {
        return text(Question.ENV_FILE);
    }

    /** The hash of both, as {@code cat docker-compose.yml .env.cfa2 | sha256sum} has it. */
    public Optional<Digest> bundle() {
        return compose().flatMap(compose -> env().map(env -> sha256(compose + env)));
    }

    /** The secrets that are there and not empty. */
    public List<String> secrets() {
        return answer(Question.SECRETS).output().lines().toList();
    }

    /** The programs that are not there. */
    public List<String> missingPrograms() {
        return answer(Question.PROGRAMS).output().lines().toList();
    }

    /** The bytes free where the engine keeps its images, if {@code df} said it. */
    public Optional<Long> freeBytes() {
        List<String> lines = answer(Question.DISK).output().lines().toList();
        String[] words = lines.isEmpty()
                ? new String[0]
                : lines.get(lines.size() - 1).strip().split("\\s+");
        return words.length < 4 || !words[3].matches("[0-9]+")
                ? Optional.empty()
                : Optional.of(Long.parseLong(words[3]) * 1024);
    }

    /** The seconds of the host's clock. */
    public Optional<Long> clock() {
        return text(Question.CLOCK)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]+"))
                .map(Long::valueOf);
    }

    /** What listens on the host. */
    public List<ListeningPort> listening() {
        return ListeningPort.parse(answer(Question.LISTENING).output());
    }

    /** The ports that containers of the project publish. */
    public List<Integer> published() {
        return ListeningPort.published(answer(Question.PUBLISHED).output());
    }

    /** What was rolled out there. */
    public ReleaseLog log() {
        return ReleaseLog.parse(answer(Question.LOG).output());
    }

    /** The images of our repositories. */
    List<LocalImage> images() {
        return LocalImage.parse(answer(Question.IMAGES).output());
    }

    public static Digest sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Digest.of("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Command images(Stack stack) {
        Command list = Command.of("docker", "image", "ls", "--digests", "--format", LocalImage.FORMAT);
        for (Service service : stack.builtHere()) {
            list = list.with("--filter", "reference=" + service.image().name());
        }
        return list;
    }

    private Result answer(Question question) {
        return answers.get(question.ordinal());
    }

    private Optional<String> text(Question question) {
        return Optional.of(answer(question)).filter(Result::succeeded).map(Result::output);
    }
}
