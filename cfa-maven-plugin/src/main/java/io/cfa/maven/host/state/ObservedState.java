package io.cfa.maven.host.state;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.docker.Query;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Sha256;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.QuestionBatch;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a host looks like at one moment: all that is known of it, asked in one batch of commands; judges nothing.
 *
 * @param host      its name
 * @param questions what was asked
 * @param answers   what it answered
 */
public record ObservedState(String host, HostQuestions questions, Map<Aspect, Result> answers) {

    private static final Result UNASKED = new Result(1, "", "");

    /** Copies. */
    public ObservedState {
        answers = Map.copyOf(answers);
    }

    /** Asks. */
    public static ObservedState of(RemoteHost host, HostQuestions questions) {
        QuestionBatch batch = new QuestionBatch();
        Supplier<ObservedState> observed = of(batch, host.name(), questions);
        batch.ask(host);
        return observed.get();
    }

    /** Asks a host together with others. */
    public static Supplier<ObservedState> of(QuestionBatch batch, String host, HostQuestions questions) {
        List<Aspect> aspects = List.copyOf(questions.commands().keySet());
        return batch.add(List.copyOf(questions.commands().values()), results -> {
            Map<Aspect, Result> answers = new EnumMap<>(Aspect.class);
            aspects.forEach(aspect -> answers.put(aspect, results.get(answers.size())));
            return new ObservedState(host, questions, answers);
        });
    }

    /** What was answered; a failure where it was not asked. */
    public Result answer(Aspect aspect) {
        return answers.getOrDefault(aspect, UNASKED);
    }

    /** What asked for it. */
    public Command question(Aspect aspect) {
        return questions.commands().get(aspect);
    }

    /** The text of the host's compose file; empty where it cannot be read. */
    public Optional<String> compose() {
        return text(Aspect.COMPOSE_FILE);
    }

    /** The text of the host's env file; empty where it cannot be read. */
    public Optional<String> env() {
        return text(Aspect.ENV_FILE);
    }

    /** The variables of the host's env file. */
    public Fact<EnvFile> variables() {
        return fact(
                Aspect.ENV_FILE,
                text -> EnvFile.parse(Path.of(".env"), text.lines().toList()));
    }

    /** The hash of compose and env, as {@code cat docker-compose.yml .env.cfa2 | sha256sum} has it. */
    public Optional<Digest> bundle() {
        return compose().flatMap(compose -> env().map(env -> sha256(compose + env)));
    }

    /** Whether compose or env are others than at the last attempt, as far as is known. */
    public boolean hasOtherBundle() {
        return log().last(1).stream()
                .map(Release::bundle)
                .flatMap(Optional::stream)
                .anyMatch(before -> !Optional.of(before).equals(bundle()));
    }

    /** The secrets that are there and not empty. */
    public List<String> secrets() {
        return answer(Aspect.SECRETS).output().lines().toList();
    }

    /** The certificate of the edge; empty where it was not asked for, or its file cannot be read. */
    public Optional<ObservedCertificate> certificate() {
        return ObservedCertificate.of(answer(Aspect.CERTIFICATE));
    }

    /** The programs that are not there. */
    public List<String> missingPrograms() {
        return answer(Aspect.PROGRAMS).output().lines().toList();
    }

    /**
     * A file system.
     *
     * @param mount where it is mounted
     * @param free  the bytes that are free on it
     */
    public record Disk(String mount, long free) {}

    /** Where the engine keeps its images, if {@code df} said it. */
    public Optional<Disk> imagesDisk() {
        return disks().stream().findFirst();
    }

    /** Where the project's directory is. */
    public Optional<Disk> directoryDisk() {
        return disks().stream().skip(1).findFirst();
    }

    /** Source: POSIX, {@code df -P}: device, 1024-blocks, used, available, capacity, mount point. */
    private List<Disk> disks() {
        return answer(Aspect.DISK)
                .output()
                .lines()
                .map(line -> line.strip().split("\\s+", 6))
                .filter(words -> words.length == 6 && words[3].matches("[0-9]{1,15}"))
                .map(words -> new Disk(words[5], Long.parseLong(words[3]) * 1024))
                .toList();
    }

    /** Who holds the host's lock; empty where nobody does, or it was not asked. */
    public Optional<LockOwner> lockOwner() {
        return Optional.of(answer(Aspect.LOCK).output())
                .filter(text -> !DeployLock.isDenied(text))
                .flatMap(LockOwner::holding);
    }

    /** Whether the user may not write where the lock and the log are. */
    public boolean cannotBeLocked() {
        return DeployLock.isDenied(answer(Aspect.LOCK).output());
    }

    /** What there is for more containers. */
    public HostRoom room() {
        return HostRoom.of(answer(Aspect.ROOM));
    }

    /** The seconds of the host's clock. */
    public Optional<Long> clock() {
        return text(Aspect.CLOCK)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,12}"))
                .map(Long::valueOf);
    }

    /** What listens on the host. */
    public List<ListeningPort> listening() {
        return ListeningPort.parse(answer(Aspect.LISTENING).output());
    }

    /** What was rolled out there. */
    public ReleaseLog log() {
        return ReleaseLog.parse(answer(Aspect.LOG).output());
    }

    /** The images of the stack's repositories. */
    public List<LocalImage> images() {
        return LocalImage.parse(answer(Aspect.IMAGES).output());
    }

    /** Whether a reference names an image that lies there. */
    public boolean hasImage(ImageReference reference) {
        return images().stream().anyMatch(image -> image.isNamed(reference));
    }

    /** The manifest digests of the image that a reference names there. */
    public List<Digest> digests(ImageReference reference) {
        return images().stream()
                .filter(image -> image.isNamed(reference))
                .flatMap(image -> image.manifest().stream())
                .toList();
    }

    /**
     * The containers of the project.
     *
     * @throws CommandFailedException if the engine could not be asked
     */
    public ContainerSnapshot containers() {
        Query<ProjectContainers> query = new Query<>(
                question(Aspect.CONTAINERS), ProjectContainers.of("").parser());
        return ContainerSnapshot.of(query.read(host, answer(Aspect.CONTAINERS)));
    }

    /** Compose's hash of each service's configuration, as the host's files have it. */
    public Fact<Map<String, String>> hashes() {
        return fact(
                Aspect.HASHES, new ComposeProject("", Map.of()).configHashes().parser());
    }

    /** The checksum of each of the bundle's files that the host has. */
    public Fact<Map<String, String>> checksums() {
        if (!answers.containsKey(Aspect.CHECKSUMS)) {
            return Fact.none();
        }
        Map<String, String> checksums = new LinkedHashMap<>();
        // exits with 1 where a file is missing, and prints the others
        answer(Aspect.CHECKSUMS)
                .output()
                .lines()
                .map(line -> line.split("  ", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> checksums.put(words[1], words[0]));
        return Fact.of(() -> checksums);
    }

    /** The SHA-256 of a text in UTF-8. */
    public static Digest sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private <T> Fact<T> fact(Aspect aspect, Function<String, T> parser) {
        if (!answers.containsKey(aspect)) {
            return Fact.none();
        }
        return Fact.of(() -> new Query<>(question(aspect), parser).read(host, answer(aspect)));
    }

    private Optional<String> text(Aspect aspect) {
        return Optional.of(answer(aspect)).filter(Result::succeeded).map(Result::output);
    }
}
