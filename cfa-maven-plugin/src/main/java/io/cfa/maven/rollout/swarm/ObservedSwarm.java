package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.Query;
import io.cfa.maven.docker.stack.MountedFile;
import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.docker.swarm.SecretVersions;
import io.cfa.maven.docker.swarm.SwarmCommands;
import io.cfa.maven.docker.swarm.SwarmInfo;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostRefusedException;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.StackExtensions;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.verify.swarm.ManagerRefusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a manager of a swarm says of a stack at one moment, and what lies beside its compose file; asked in two round trips.
 *
 * @param info    what the engine is in the swarm
 * @param config  what Docker Compose makes of the manager's files
 * @param state   services, tasks and nodes
 * @param log     the release log
 * @param objects files that each node needs, versions of secrets, and the configs that were made of files before
 */
public record ObservedSwarm(SwarmInfo info, String config, SwarmState state, SwarmReleaseLog log, Objects objects) {

    /**
     * What a swarm brings to its nodes.
     *
     * @param files   that are mounted from the bundle
     * @param secrets the version of each
     * @param configs that were made of files of this stack
     * @param extensions what the manager's own compose file says for a stack, as its other words are the manager's too
     * @param bundle  the hash of the manager's compose and env
     */
    public record Objects(
            List<MountedFile> files,
            SecretVersions secrets,
            List<String> configs,
            StackExtensions extensions,
            Digest bundle) {}

    /**
     * Asks a manager.
     *
     * @throws HostRefusedException if it is none, or cannot change anything
     */
    public static ObservedSwarm of(RemoteHost host, ComposeProject project, String name) {
        Query<SwarmInfo> info = SwarmInfo.query();
        Query<String> config = project.configuration();
        Query<SwarmState> state = SwarmState.of(name);
        Query<List<SecretVersions.Known>> known = SecretVersions.known(name);
        Query<List<String>> configs = SwarmCommands.configs(name);
        Query<String> text = text(project, Stack.COMPOSE_FILE);
        Query<String> env = text(project, ".env");
        List<Result> answers = host.runAll(List.of(
                info.command(),
                config.command(),
                state.command(),
                SwarmReleaseLog.read(name),
                known.command(),
                configs.command(),
                text.command(),
                env.command()));
        SwarmInfo swarm = info.read(host.name(), answers.get(0));
        requireManager(host.name(), swarm);
        String compose = text.read(host.name(), answers.get(6));
        String resolved = config.read(host.name(), answers.get(1));
        Map<String, String> secretFiles = SecretVersions.files(resolved);
        Query<List<MountedFile>> files = SwarmCommands.files(StackDocument.mountedPaths(resolved, project.directory()));
        Query<Map<String, String>> fingerprints = SecretVersions.fingerprints(swarm.cluster(), secretFiles);
        List<Result> there = host.runAll(List.of(files.command(), fingerprints.command()));
        return new ObservedSwarm(
                swarm,
                resolved,
                state.read(host.name(), answers.get(2)),
                SwarmReleaseLog.parse(name, answers.get(3)),
                new Objects(
                        files.read(host.name(), there.get(0)),
                        SecretVersions.choose(
                                name,
                                secretFiles,
                                fingerprints.read(host.name(), there.get(1)),
                                known.read(host.name(), answers.get(4))),
                        configs.read(host.name(), answers.get(5)),
                        StackExtensions.of(ComposeFile.parse(Path.of(Stack.COMPOSE_FILE), compose)),
                        ObservedState.sha256(compose + env.read(host.name(), answers.get(7)))));
    }

    private static Query<String> text(ComposeProject project, String file) {
        return new Query<>(Command.of("cat", project.directory() + "/" + file), text -> text);
    }

    private static void requireManager(String host, SwarmInfo info) {
        ManagerRefusal.of(host, info).ifPresent(finding -> {
            throw new HostRefusedException(host + " can change no swarm; nothing was changed", List.of(finding));
        });
    }
}
