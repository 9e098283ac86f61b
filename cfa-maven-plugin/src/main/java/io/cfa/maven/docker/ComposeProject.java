package io.cfa.maven.docker;

import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code docker compose} commands of one project directory on the host.
 *
 * <p>Every command gets the same variables, so that what was pulled is what is started; all other values come from the host's own
 * {@code .env}. The files themselves are only read.
 *
 * @param directory   the directory of the host's {@code docker-compose.yml}
 * @param environment the variables that win over those of {@code .env}, in order
 * @param pullLimit   for how long pulling may take
 * @param upLimit     for how long replacing containers may take
 * @param startLimit  for how long a container may take until it is ready
 */
public record ComposeProject(
        String directory, Map<String, String> environment, Duration pullLimit, Duration upLimit, Duration startLimit) {

    private static final String NAME = "COMPOSE_PROJECT_NAME";
    private static final String FILE = "COMPOSE_FILE";
    private static final Duration PULL_LIMIT = Duration.ofMinutes(20);
    private static final Duration UP_LIMIT = Duration.ofMinutes(15);
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(1);
    private static final Duration READY_LIMIT = Duration.ofMinutes(1);

    private static final String AWAIT =
            "end=$(($(date +%s) + " + READY_LIMIT.toSeconds() + ")); while [ -n \"$(docker ps --filter"
                    + " \"label=com.docker.compose.project=$1\" --filter \"label=com.docker.compose.service=$2\" --filter health=starting --quiet)\" ]"
                    + " && [ \"$(date +%s)\" -lt $end ]; do sleep 0.2; done";

    /** Copies, keeping the order. */
    public ComposeProject {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** With time enough for a slow network and a slow host. */
    public ComposeProject(String directory, Map<String, String> environment) {
        this(directory, environment, PULL_LIMIT, UP_LIMIT, START_LIMIT);
    }

    /** The same project, by a name and a file that neither the host's variables nor what else lies in its directory can change. */
    public ComposeProject named(String project) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(NAME, project);
        variables.put(FILE, Stack.COMPOSE_FILE);
        variables.putAll(environment);
        variables.put(NAME, project);
        variables.put(FILE, Stack.COMPOSE_FILE);
        return new ComposeProject(directory, variables, pullLimit, upLimit, startLimit);
    }

    /** The name that it has been given; empty where it has none. */
    public String name() {
        return environment.getOrDefault(NAME, "");
    }

    /** The version of compose; fails where {@code docker compose} is not installed. */
    public static Query<String> version() {
        return new Query<>(Command.of("docker", "compose", "version", "--short"), String::strip);
    }

    /** Pulls the images of services, with the credential in the directory {@code dockerConfig}, or else with the user's own. */
    public Command pull(Collection<String> services, Optional<String> dockerConfig) {
        Command pull =
                compose("pull", "--quiet").with(services.toArray(String[]::new)).within(pullLimit);
        return dockerConfig.map(path -> pull.env("DOCKER_CONFIG", path)).orElse(pull);
    }

    /**
     * Replaces and starts these services, and what they depend on where that changed; pulls nothing.
     *
     * <p>Not {@code --no-deps}: up to compose 2.29 that leaves another hash on the container, and the next {@code up} makes it anew
     * (docker/compose, issue 12069).
     *
     * @param options more of {@code docker compose up}
     */
    public Command up(Collection<String> services, String... options) {
        return compose("up", "--detach", "--pull", "never")
                .with(options)
                .with(services.toArray(String[]::new))
                .within(upLimit);
    }

    /**
     * Starts a service in a container of its own, without ports and without its dependencies, with {@code CFA_CHECK=1} in its environment: it ends with 0
     * where its configuration is good, and says what is wrong.
     */
    public Command check(String service) {
        return compose("run", "--rm", "--no-deps", "--quiet-pull", "-T", "-e", "CFA_CHECK=1", service)
                .within(CHECK_LIMIT);
    }

    /** Waits until no container of a service is starting any more, or a minute is over, and ends with 0 either way. */
    public Command awaitReady(String service) {
        return Command.of("sh", "-c", AWAIT, "sh", name(), service).within(READY_LIMIT.multipliedBy(2));
    }

    /** Runs a program in the container of a service that runs. */
    public Command inside(String service, String... program) {
        return compose("exec", "-T", service).with(program).within(CHECK_LIMIT);
    }

    /** Stops every service, and keeps its containers and volumes. */
    public Command stop() {
        return compose("stop").within(upLimit);
    }

    /** Starts these services, or all where none is named, with what they depend on; replaces what changed. */
    public Command start(String... services) {
        return compose("up", "--detach", "--quiet-pull").with(services).within(upLimit);
    }

    /** Pulls the images of these services, and makes their containers, networks and volumes; starts nothing. */
    public Command create(Collection<String> services) {
        return compose("up", "--no-start", "--quiet-pull")
                .with(services.toArray(String[]::new))
                .within(pullLimit);
    }

    /** The hash of each service's configuration as the host's files have it now, by service; those that a profile switches off are left out. */
    public Query<Map<String, String>> configHashes() {
        return new Query<>(compose("config", "--hash", "*"), output -> {
            Map<String, String> hashes = new LinkedHashMap<>();
            output.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length == 2)
                    .forEach(words -> hashes.put(words[0], words[1]));
            return hashes;
        });
    }

    /** The whole of what Compose makes of the host's files, as JSON: variables replaced, profiles applied, one form for everything. */
    public Query<String> configuration() {
        return new Query<>(compose("config", "--format", "json"), output -> output);
    }

    private Command compose(String... arguments) {
        Command command = Command.of("docker", "compose").with(arguments).in(directory);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            command = command.env(variable.getKey(), variable.getValue());
        }
        return command;
    }
}
