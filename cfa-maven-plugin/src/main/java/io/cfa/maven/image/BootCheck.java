package io.cfa.maven.image;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImageLayout;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a pushed image once, with nothing behind it, and waits for {@value #LIVE}: what cannot even start is never promoted.
 *
 * <p>Pulls it by digest with the {@code docker} of this machine, so that what is checked is what the registry has.
 */
public final class BootCheck {

    private static final String LIVE = "/health/live";
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final String LOG_LINES = "50";
    private static final int LINES_OF_JVM = 5;

    /** The exit status of grep where it could read everything and found nothing. */
    private static final int UNUSED = 1;

    private final String docker;
    private final Map<String, String> environment;
    private final Duration patience;
    private final Consumer<Duration> sleep;
    /**
     * Checks with an engine.
     *
     * @param docker      the program
     * @param environment the variables of this process, for DOCKER_HOST: ports are published there
     * @param patience    how long an image may take to start
     * @param sleep       waits
     */
    public BootCheck(String docker, Map<String, String> environment, Duration patience, Consumer<Duration> sleep) {
        this.docker = docker;
        this.environment = Map.copyOf(environment);
        this.patience = patience;
        this.sleep = sleep;
    }

    /** Whether an engine answers. */
    public boolean isPossible() {
        return run("version", "--format", "{{.Server.Version}}").status() == 0;
    }

    /**
     * Starts the image, and removes the container whatever comes of it.
     *
     * @throws ImageException with the last lines of its log, if it did not become alive
     */
    public void check(ImageReference image) {
        String name = image.toString();
        succeed(name, "pull it", "pull", "--quiet", name);
        String container = succeed(
                name, "start it", "run", "--detach", "--read-only", "--tmpfs", "/tmp", "--publish", publish(), name);
        try {
            await(name, container);
            requireArchive(name, container);
        } finally {
            run("rm", "--force", "--volumes", container);
        }
    }

    private void await(String name, String container) {
        // only here: the first one reads all certificates that the JDK trusts, for each module of a build
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        String ports = succeed(name, "see its port", "port", container, ImagePlan.PORT + "/tcp");
        URI live = URI.create(
                "http://" + host() + ":" + ports.lines().findFirst().orElse("").replaceFirst(".*:", "") + LIVE);
        String seen = "no answer";
        for (Duration waited = Duration.ZERO; waited.compareTo(patience) < 0; waited = waited.plus(BETWEEN)) {
            seen = ask(http, live);
            if (seen.equals("HTTP 200")) {
                return;
            }
            if (!run("inspect", "--format", "{{.State.Running}}", container)
                    .output()
                    .equals("true")) {
                seen = "it ended with "
                        + run("inspect", "--format", "exit status {{.State.ExitCode}}", container)
                                .output();
                break;
            }
            sleep.accept(BETWEEN);
        }
        throw new ImageException(
                name + " does not become alive: " + seen + " on " + LIVE + " within " + patience.toSeconds()
                        + " s, with nothing behind it. Its log ends with\n"
                        + run("logs", "--tail", LOG_LINES, container).output().indent(2)
                        + "It is not promoted. Next: docker run --rm -p 8080:8080 " + name);
    }

    /** A JVM that refuses the archive of its image starts all the same, and slowly. Without a shell or grep inside, nobody can tell. */
    private void requireArchive(String name, String container) {
        String label = run(
                        "inspect", "--format", "{{index .Config.Labels \"" + PlatformImages.LABEL + "\"}}", container)
                .output();
        if (label.startsWith("sha256:")
                && run("exec", container, "sh", "-c", "grep -qs " + ImageLayout.ARCHIVE + " /proc/[0-9]*/maps")
                                .status()
                        == UNUSED) {
            throw new ImageException(name + " starts without its class-data archive " + ImageLayout.ARCHIVE
                    + ", which its JVM refuses; expected it in use. Its log begins with\n"
                    + run("logs", container)
                            .output()
                            .lines()
                            .limit(LINES_OF_JVM)
                            .collect(Collectors.joining("\n"))
                            .indent(2)
                    + "It is not promoted. Next: see cfa.jvmFlags for what such an archive does not go with (--add-opens,"
                    + " --add-modules, an agent), or set cfa.classDataArchive=off");
        }
    }

    private static String ask(HttpClient http, URI live) {
        HttpRequest request =
                HttpRequest.newBuilder(live).timeout(Duration.ofSeconds(2)).build();
        try {
            return "HTTP "
                    + http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return "no answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(
                    "interrupted while waiting for " + live + ". It is not promoted. Next: run it again", e);
        }
    }

    /** In the pipeline the engine is another container, whose ports only the job's network sees. */
    private String publish() {
        return (remoteHost().isPresent() ? "" : "127.0.0.1::") + ImagePlan.PORT;
    }

    private String host() {
        return remoteHost().orElse("127.0.0.1");
    }

    private Optional<String> remoteHost() {
        return Optional.ofNullable(environment.get("DOCKER_HOST"))
                .filter(host -> host.startsWith("tcp://"))
                .map(host -> URI.create(host).getHost());
    }

    private record Output(int status, String output) {}

    private String succeed(String image, String what, String... arguments) {
        Output result = run(arguments);
        if (result.status() != 0) {
            throw new ImageException(image + ": the Docker engine could not " + what + ", exit status "
                    + result.status() + ":\n" + result.output().indent(2)
                    + "It is not promoted. Next: docker login where it says denied, else look at the engine");
        }
        return result.output().lines().reduce((first, last) -> last).orElse("").strip();
    }

    private Output run(String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of(docker), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Output(process.waitFor(), output);
        } catch (IOException e) {
            return new Output(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(
                    "interrupted in docker " + List.of(arguments) + ". It is not promoted. Next: run it again", e);
        }
    }
}
