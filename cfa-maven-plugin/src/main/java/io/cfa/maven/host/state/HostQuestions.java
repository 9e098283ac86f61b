package io.cfa.maven.host.state;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ProjectContainers;
import io.cfa.maven.host.lock.DeployLock;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.OutgoingPorts;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.remote.Command;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What to ask a host; none of it changes anything there.
 *
 * @param commands what asks for each aspect
 */
public record HostQuestions(Map<Aspect, Command> commands) {

    /**
     * Prints the engine's version, or ends with what keeps it from that: 3 where docker is not found (then it prints where it was looked for), 4 where the engine does not run, 5 where
     * the user may not use it, 6 where an engine of the user's own does not run, 124 where it hangs, another status where that is not known. Where the
     * engine listens is what docker itself says, as a context or DOCKER_HOST may name another place.
     */
    private static final String ENGINE = "command -v docker >/dev/null || { printf '%.300s' \"$PATH\"; exit 3; };"
            + " timeout 10 docker version --format '{{.Server.Version}}'; status=$?;"
            + " [ $status != 0 ] && [ $status != 124 ] || exit $status;"
            + " socket=$(timeout 5 docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null);"
            + " socket=${socket:-${DOCKER_HOST:-unix:///var/run/docker.sock}}; path=${socket#unix://};"
            + " [ \"$path\" != \"$socket\" ] || exit $status;"
            + " [ -S \"$path\" ] || case $path in /run/user/*) exit 6 ;; *) exit 4 ;; esac; [ -w \"$path\" ] || exit 5; exit $status";

    /**
     * Prints the credential store of the user's docker, the exit status of asking it what it holds, and the last line that it printed. The file is
     * not printed, nor what the store holds: passwords may be in the one, and names in the other.
     */
    private static final String REGISTRY_LOGIN =
            "file=${DOCKER_CONFIG:-$HOME/.docker}/config.json; [ -r \"$file\" ] || exit 0;"
                    + " store=$(tr -d '\\n' <\"$file\" | sed -n 's/.*\"credsStore\"[[:space:]]*:[[:space:]]*\"\\([A-Za-z0-9._-]*\\)\".*/\\1/p');"
                    + " [ -n \"$store\" ] || exit 0; command -v \"docker-credential-$store\" >/dev/null || { echo \"store $store 127\"; exit; };"
                    + " said=$(timeout 5 \"docker-credential-$store\" list 2>&1 </dev/null); status=$?;"
                    + " [ $status != 0 ] || said=; echo \"store $store $status $(printf '%s\\n' \"$said\" | tail -n 1 | cut -c -200)\"";

    /** Source: docker/compose, {@code DefaultFileNames} and {@code DefaultOverrideFileNames}. */
    private static final String OTHER_FILES = "cd \"$1\" && for name in compose.yaml compose.yml docker-compose.yaml"
            + " compose.override.yml compose.override.yaml docker-compose.override.yml docker-compose.override.yaml; do"
            + " [ ! -e \"$name\" ] || echo \"$name\"; done";

    /** What a host can be asked for. */
    public enum Aspect {
        /** The engine's version. */
        ENGINE,
        /** Compose's version. */
        COMPOSE_VERSION,
        /** The host's compose file. */
        COMPOSE_FILE,
        /** Files that a compose which is called by hand would read beside that, or in its place. */
        OTHER_COMPOSE_FILES,
        /** The host's env file. */
        ENV_FILE,
        /** The secrets that are there and not empty. */
        SECRETS,
        /** The programs that are missing. */
        PROGRAMS,
        /** The free disk space where the engine keeps its images, then where the directory is. */
        DISK,
        /** How many processors there are, and how much memory is free. */
        ROOM,
        /** The host's clock. */
        CLOCK,
        /** What listens on TCP ports. */
        LISTENING,
        /** The release log. */
        LOG,
        /** The images of the stack's repositories. */
        IMAGES,
        /** The project's containers, and the manifests of their images. */
        CONTAINERS,
        /** Who holds the lock. */
        LOCK,
        /** Which ports the kernel gives to outgoing connections. */
        OUTGOING_PORTS,
        /** The credential store of the user's docker, and whether it answers. */
        REGISTRY_LOGIN,
        /** Compose's hash of each service's configuration. */
        HASHES,
        /** The checksums of the bundle's files. */
        CHECKSUMS,
        /** The certificate of the edge. */
        CERTIFICATE
    }

    /** Copies. */
    public HostQuestions {
        commands = Collections.unmodifiableMap(new EnumMap<>(commands));
    }

    /** What has to be known before something is changed. */
    public static HostQuestions beforeARollout(Stack stack, ComposeFile compose, ComposeProject project) {
        String directory = project.directory();
        Map<Aspect, Command> commands = new EnumMap<>(Aspect.class);
        commands.put(Aspect.ENGINE, Command.of("sh", "-c", ENGINE));
        commands.put(Aspect.COMPOSE_VERSION, ComposeProject.version().command());
        commands.put(Aspect.COMPOSE_FILE, Command.of("cat", directory + "/" + Stack.COMPOSE_FILE));
        commands.put(Aspect.OTHER_COMPOSE_FILES, Command.of("sh", "-c", OTHER_FILES, "sh", directory));
        commands.put(Aspect.ENV_FILE, Command.of("cat", directory + "/.env"));
        commands.put(
                Aspect.SECRETS,
                Command.of("find")
                        .with(secrets(compose, directory).toArray(String[]::new))
                        .with("-maxdepth", "0", "-size", "+0c"));
        commands.put(
                Aspect.PROGRAMS,
                Command.of(
                        "sh",
                        "-c",
                        "for p; do command -v \"$p\" >/dev/null || echo \"$p\"; done",
                        "sh",
                        "bash",
                        "flock",
                        "timeout"));
        commands.put(
                Aspect.DISK,
                Command.of(
                        "sh",
                        "-c",
                        "df -Pk \"$(docker info --format '{{.DockerRootDir}}')\" || df -Pk /; df -Pk \"$1\"",
                        "sh",
                        directory));
        commands.put(Aspect.ROOM, Command.of(HostRoom.QUESTION[0], HostRoom.QUESTION[1], HostRoom.QUESTION[2]));
        commands.put(Aspect.CLOCK, Command.of("date", "+%s"));
        commands.put(Aspect.LISTENING, Command.of("cat", "/proc/net/tcp", "/proc/net/tcp6"));
        commands.put(Aspect.LOG, ReleaseLog.tail(directory));
        commands.put(Aspect.IMAGES, images(stack));
        commands.put(
                Aspect.CONTAINERS, ProjectContainers.of(stack.projectName()).command());
        commands.put(Aspect.HASHES, project.configHashes().command());
        CertificateQuestion.of(stack, compose, project)
                .ifPresent(question -> commands.put(Aspect.CERTIFICATE, question));
        return new HostQuestions(commands);
    }

    /** The same, and what does not stop a rollout, or is waited for: who holds the lock, and what the host's own logins lie in. */
    public HostQuestions forADiagnosis(String directory) {
        Map<Aspect, Command> more = new EnumMap<>(commands);
        more.put(Aspect.LOCK, DeployLock.question(directory));
        more.put(Aspect.REGISTRY_LOGIN, Command.of("sh", "-c", REGISTRY_LOGIN));
        more.put(Aspect.OUTGOING_PORTS, Command.of("sh", "-c", OutgoingPorts.SCRIPT));
        return new HostQuestions(more);
    }

    /** What runs, and what was brought there. */
    public static HostQuestions ofStatus(Stack stack, String directory) {
        return new HostQuestions(Map.of(
                Aspect.CONTAINERS,
                ProjectContainers.of(stack.projectName()).command(),
                Aspect.LOG,
                ReleaseLog.tail(directory)));
    }

    /** How the host's files are, and what compose makes of them. */
    public static HostQuestions ofFiles(Bundle bundle, ComposeProject project) {
        return new HostQuestions(Map.of(
                Aspect.HASHES,
                project.configHashes().command(),
                Aspect.CHECKSUMS,
                checksums(bundle, project),
                Aspect.ENV_FILE,
                Command.of("cat", ".env").in(project.directory())));
    }

    /** How the host's files are. */
    public static HostQuestions ofBundle(Bundle bundle, ComposeProject project) {
        Map<Aspect, Command> commands = new EnumMap<>(ofComposeAndEnv(project).commands());
        commands.put(Aspect.CHECKSUMS, checksums(bundle, project));
        return new HostQuestions(commands);
    }

    /** The host's compose and env, whose hash a release log keeps. */
    public static HostQuestions ofComposeAndEnv(ComposeProject project) {
        return new HostQuestions(Map.of(
                Aspect.COMPOSE_FILE,
                Command.of("cat", Stack.COMPOSE_FILE).in(project.directory()),
                Aspect.ENV_FILE,
                Command.of("cat", ".env").in(project.directory())));
    }

    private static Command checksums(Bundle bundle, ComposeProject project) {
        return Command.of("sha256sum", "--")
                .with(bundle.files().keySet().toArray(String[]::new))
                .in(project.directory());
    }

    /** Where the secrets lie on the host. */
    public static List<String> secrets(ComposeFile compose, String directory) {
        return compose.secretFiles().stream()
                .map(secret -> secret.in(directory))
                .toList();
    }

    private static Command images(Stack stack) {
        Command list = Command.of("docker", "image", "ls", "--digests", "--format", LocalImage.FORMAT);
        for (String name : stack.services().stream()
                .map(service -> service.image().name())
                .distinct()
                .toList()) {
            list = list.with("--filter", "reference=" + name);
        }
        return list;
    }
}
