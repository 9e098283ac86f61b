package io.cfa.maven.rollout;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Digest;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.plan.RolloutOptions;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.VerifyRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory of this machine as a host: a real shell, real files, a real lock, and {@code engine.sh} for docker. */
public final class EngineHost {

    /** The image that the database's registry holds to begin with. */
    public static final Digest POSTGRES = Digest.of("sha256:" + "0".repeat(64));

    private final String compose;
    private final Path root;
    private final Path engine;
    private final LocalShell shell;

    public EngineHost(Path root) {
        this(root, Releases.COMPOSE);
    }

    /** With another compose file. */
    public EngineHost(Path root, String compose) {
        this.compose = compose;
        this.root = root;
        this.engine = root.resolve("engine");
        this.shell = new LocalShell(root.resolve("bin"));
        try {
            Files.createDirectories(engine.resolve("registry"));
            Files.createDirectories(directory().resolve("secrets"));
            Files.writeString(directory().resolve("docker-compose.yml"), compose);
            Files.writeString(directory().resolve(".env.cfa2"), Releases.ENV);
            Files.createSymbolicLink(directory().resolve(".env"), Path.of(".env.cfa2"));
            Files.writeString(directory().resolve("secrets/db_password"), "x");
            Path script = Files.write(
                    root.resolve("engine.sh"),
                    EngineHost.class.getResourceAsStream("engine.sh").readAllBytes());
            shell.program(
                    "date",
                    "[ \"$1\" != +%s ] || exec echo " + new FakeSleeper().now().getEpochSecond()
                            + "; exec /bin/date \"$@\"");
            shell.program("nproc", "echo 2");
            shell.program(
                    "cat",
                    "[ \"$1\" != /proc/meminfo ] || exec echo 'MemAvailable:    8000000 kB'; exec /bin/cat \"$@\"");
            shell.program("docker", "bash", "ENGINE='" + engine + "'; . '" + script + "'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A host with the real time, whose images come from a registry. */
    public static EngineHost now(Path root, String repository) throws IOException {
        EngineHost host = new EngineHost(root);
        host.shell.program("date", "exec /bin/date \"$@\"");
        host.shell.program(
                "docker",
                "bash",
                "REPOSITORY='" + repository + "'; ENGINE='" + host.engine + "'; . '" + root.resolve("engine.sh") + "'");
        return host;
    }

    /** Has the registry hold an image of a service. */
    public void hold(String service, Digest digest) {
        write("registry/" + service, digest.toString());
    }

    /** Another host in the same state. */
    public EngineHost copy(Path to) {
        EngineHost copy = new EngineHost(to, compose);
        copy(engine, copy.engine);
        copy(directory().resolve(".cfa"), copy.directory().resolve(".cfa"));
        return copy;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its programs are. */
    public Path programs() {
        return root.resolve("bin");
    }

    public LocalShell shell() {
        return shell;
    }

    /** The directory of compose and env. */
    public Path directory() {
        return root.resolve("srv");
    }

    /** The digest that all our images of a release have in these tests, but for the last digit. */
    public static Map<String, Digest> images(char release) {
        String text = "sha256:" + String.valueOf(release).repeat(63);
        return new TreeMap<>(Map.of(
                "identity",
                Digest.of(text + "1"),
                "registry",
                Digest.of(text + "2"),
                "api-gateway",
                Digest.of(text + "3")));
    }

    /** Pushes a release, and asks for it. */
    public RolloutRequest push(char release) {
        images(release).forEach((service, digest) -> write("registry/" + service, digest.toString()));
        return request(release);
    }

    /** Asks for a release that was pushed. */
    public RolloutRequest request(char release) {
        return new RolloutRequest(
                        String.valueOf(release).repeat(8),
                        Releases.stack(compose),
                        Releases.compose(compose),
                        project(),
                        images(release),
                        Optional.of(new RolloutRequest.Login("127.0.0.1:58095", "ci", Secret.of("hunter2"))))
                .with(RolloutOptions.of("anna")
                        .pipeline("https://gitlab.example.com/jobs/" + release)
                        .lockWait(Duration.ZERO));
    }

    public ComposeProject project() {
        return new ComposeProject(directory().toString(), Releases.variables());
    }

    public static VerifyRequest verification(RolloutRequest request) {
        return new VerifyRequest(
                request.stack(), Set.of(), request.expected(), Duration.ofMinutes(1), Duration.ofSeconds(20));
    }

    /** The registry holds this image of a service. */
    public void holds(String service, Digest digest) {
        write("registry/" + service, digest.toString());
    }

    /** Somebody pulled another image behind a tag of the infrastructure. */
    public void tag(String reference, Digest digest) {
        write("images/" + digest, reference.replaceFirst(":.*", ""));
        write("tags/" + reference.replaceAll("[/:]", "_"), digest.toString());
    }

    /** Has the next {@code docker compose up} make the container of a service anew that nobody asked for. */
    public void replaceAlong(String service) {
        write("along", service);
    }

    /** Stops the container of a service. */
    public void stop(String service) {
        stop(service, "exited");
    }

    /** Leaves the container of a service in a state, as the engine calls it. */
    public void stop(String service, String state) {
        write("stopped", service);
        write("stopped-state", state);
    }

    /** What the last pull with a login of its own found in its configuration. */
    public String loginSeen() {
        return read(engine.resolve("login-seen"));
    }

    /** Gives a service another configuration. */
    public void configure(String service, String hash) {
        try {
            Files.createDirectories(engine.resolve("hashes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("hashes/" + service, hash);
    }

    /** The image that the container of a service has. */
    public Digest image(String service) {
        return Digest.of(
                read(engine.resolve("containers").resolve(service)).strip().split(" ")[2]);
    }

    /** Each call of {@code docker compose pull}, with the services that it named. */
    public String pulls() {
        return read(engine.resolve("pulls"));
    }

    /** Makes an image crash for ever. */
    public void crash(Digest digest) {
        write("crashes", digest.toString());
    }

    /** Makes an image never get ready. */
    public void neverReady(Digest digest) {
        write("sick", digest.toString());
        try {
            shell.program("date", "exec /bin/date \"$@\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes compose fail when it has made the first container beside another. */
    public void failBeside() {
        write("fails-beside", "");
    }

    /** Whether any container was stopped. */
    public boolean hasStopped() {
        return Files.exists(engine.resolve("stops"));
    }

    /** Each call of {@code docker stop}, with the services whose containers it names. */
    public String stops() {
        return read(engine.resolve("stops"));
    }

    /** Leaves another container of a service beside the one that it has. */
    public void leaveBeside(String service, Digest digest) {
        write("containers/" + service + ".2", service + "-2 " + service + " " + digest + " x 2 cfa-" + service + "-2");
    }

    /** What its containers are called. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(engine.resolve("containers"))) {
            return files.map(file -> read(file).strip().split(" "))
                    .map(words -> words.length > 5 ? words[5] : "cfa-" + words[1] + "-1")
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The services of which there is more than one container. */
    public Stream<String> crowded() {
        try (Stream<Path> files = Files.list(engine.resolve("containers"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("."))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the engine go away for a while in the middle of the next {@code docker compose up}. */
    public void restartAtUp() {
        write("restart-at-up", "1\n2\n3");
    }

    /** Makes the next {@code docker compose up} take two seconds. */
    void slowUp() {
        write("slow-up", "");
    }

    /** Whether that runs. */
    boolean isUpSlowly() {
        return Files.exists(engine.resolve("slow"));
    }

    public void registryDown() {
        images('e')
                .keySet()
                .forEach(service -> delete(engine.resolve("registry").resolve(service)));
    }

    /** What each service of ours runs. */
    public Map<String, Digest> running() {
        Map<String, Digest> running = new TreeMap<>();
        for (String service :
                Releases.stack().builtHere().stream().map(each -> each.name()).toList()) {
            Path file = engine.resolve("containers").resolve(service);
            if (Files.exists(file)) {
                running.put(service, Digest.of(read(file).strip().split(" ")[2]));
            }
        }
        return running;
    }

    /** The image that each tag of ours names. */
    public Map<String, Digest> tagged() {
        Map<String, Digest> tagged = new TreeMap<>();
        for (String service : images('e').keySet()) {
            Path file = engine.resolve("tags").resolve("127.0.0.1_58095_cfa_" + service + "_dev");
            if (Files.exists(file)) {
                tagged.put(service, Digest.of(read(file).strip()));
            }
        }
        return tagged;
    }

    /** The images that lie there. */
    public Stream<String> images() {
        try (Stream<Path> files = Files.list(engine.resolve("images"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each call of {@code docker compose up}, with the services that it named. */
    public String ups() {
        return read(engine.resolve("ups"));
    }

    public boolean holdsCredential() {
        return Files.exists(directory().resolve(".cfa/login"));
    }

    public ReleaseLog log() {
        return ReleaseLog.read(shell, directory().toString());
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(engine.resolve(file), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
