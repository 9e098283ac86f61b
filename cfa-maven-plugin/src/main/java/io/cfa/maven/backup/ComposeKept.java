package io.cfa.maven.backup;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.Step;

/**
 * A project of Docker Compose on one host.
 *
 * @param project its name
 */
public record ComposeKept(String project) implements KeptStack {

    private static final String CONTAINERS =
            "ids=$(docker ps --all --quiet --no-trunc --filter \"label=com.docker.compose.project=$1\");"
                    + " [ -z \"$ids\" ] || docker container inspect --format '{\"service\":{{json (index .Config.Labels \"com.docker.compose.service\")}},"
                    + "\"oneoff\":{{json (index .Config.Labels \"com.docker.compose.oneoff\")}},\"name\":{{json .Name}},\"image\":{{json .Image}},"
                    + "\"mounts\":{{json .Mounts}}}' $ids";

    @Override
    public Command containers() {
        return Command.of("sh", "-c", CONTAINERS, "sh", project);
    }

    @Override
    public ReleaseLog log(HostContext context, String directory) {
        return ReleaseLog.parse(context.host().run(ReleaseLog.tail(directory)).output());
    }

    @Override
    public String copyOfTheLog() {
        return "[ ! -e .cfa/" + BackupPlanner.RELEASES + " ] || cp .cfa/" + BackupPlanner.RELEASES
                + " \"$1/\" || exit;";
    }

    @Override
    public String elsewhere(String service) {
        return "start it with `docker compose up --detach " + service + "` on the host";
    }

    @Override
    public boolean canBeginAnew() {
        return true;
    }

    @Override
    public Command stop(ComposeProject at) {
        return at.stop();
    }

    @Override
    public Step start(ComposeProject at) {
        return Step.of(
                "start all services",
                KeptStack.toItsEnd(at, at.start()),
                "The data is that of the backup. Next: see cfa:status, then `docker compose up --detach` on the host");
    }

    /** The host's own lock is enough. */
    @Override
    public Held hold(HostContext context, LockOwner me) {
        return () -> {};
    }
}
