package io.cfa.maven.rollout;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.Engine;
import io.cfa.maven.docker.Query;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.EnvFile;
import io.cfa.maven.model.MalformedFileException;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.remote.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at everything on the host that would make a rollout fail, before anything is changed; reports all of it at once. */
final class Preflight {

    private static final String SYNC =
            "bring the repository's compose and env to the host with ops/scripts/sync-compose-cfa2.sh";

    private final Remote host;
    private final RolloutRequest request;
    private final List<String> problems = new ArrayList<>();

    Preflight(Remote host, RolloutRequest request) {
        this.host = host;
        this.request = request;
    }

    /**
     * Checks engine, compose, the host's files and its secrets.
     *
     * @throws RolloutException naming every problem and its next step
     */
    void check() {
        List<String> found = problems();
        if (!found.isEmpty()) {
            throw new RolloutException(found.stream()
                    .collect(Collectors.joining(
                            "\n- ", host.name() + " is not ready; nothing was changed there.\n- ", "")));
        }
    }

    /** Every problem, each with its next step. */
    List<String> problems() {
        boolean engine = ask(
                Engine.version(),
                "start the engine (`systemctl start docker`), and give the user the right to use it (`usermod -aG docker USER`, then"
                        + " log in anew)");
        if (engine) {
            ask(
                    ComposeProject.version(),
                    "install the compose plugin of docker on the host (package docker-compose-plugin or docker-compose, version 2)");
        }
        read(Stack.COMPOSE_FILE).ifPresent(compose -> read(".env").ifPresent(env -> compare(compose, env)));
        secrets();
        return List.copyOf(problems);
    }

    private boolean ask(Query<String> query, String next) {
        try {
            query.ask(host);
            return true;
        } catch (CommandFailedException e) {
            problems.add(e.getMessage() + "\n  Next: " + next);
            return false;
        }
    }

    private Optional<String> read(String file) {
        String path = request.project().directory() + "/" + file;
        Result result = host.run(Command.of("cat", path));
        if (!result.succeeded()) {
            problems.add(host.name() + ":" + path + " cannot be read. Next: " + SYNC);
            return Optional.empty();
        }
        return Optional.of(result.output());
    }

    private void compare(String compose, String env) {
        Path directory = Path.of(request.project().directory());
        try {
            Stack there = Stack.of(
                    ComposeFile.parse(directory.resolve(Stack.COMPOSE_FILE), compose),
                    EnvFile.parse(directory.resolve(".env"), env.lines().toList()),
                    request.project().environment());
            List<String> known = there.services().stream().map(Service::name).toList();
            for (Service service : request.stack().services()) {
                if (!known.contains(service.name())) {
                    problems.add("the host's " + Stack.COMPOSE_FILE + " has no service " + service.name() + ", which "
                            + service.place() + " of the repository has. Next: " + SYNC);
                }
            }
            if (!there.projectName().equals(request.stack().projectName())) {
                problems.add("the host's " + Stack.COMPOSE_FILE + " names the project " + there.projectName()
                        + ", the repository's " + request.stack().projectName() + ". Next: " + SYNC);
            }
        } catch (MalformedFileException e) {
            problems.add("on the host: " + e.getMessage() + "; then " + SYNC);
        }
    }

    private void secrets() {
        List<String> files = request.compose().secretFiles().stream()
                .map(secret -> Path.of(request.project().directory())
                        .resolve(secret.source())
                        .normalize()
                        .toString())
                .toList();
        if (files.isEmpty()) {
            return;
        }
        List<String> there = host.run(
                        Command.of("find").with(files.toArray(String[]::new)).with("-maxdepth", "0", "-size", "+0c"))
                .output()
                .lines()
                .toList();
        files.stream()
                .filter(file -> !there.contains(file))
                .forEach(
                        file -> problems.add(
                                host.name() + ":" + file
                                        + " is missing or empty. Next: run ops/scripts/sync-compose-cfa2.sh, which makes the secrets that are missing"));
    }
}
