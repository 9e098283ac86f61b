package io.cfa.maven.backup;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.swarm.SwarmInfo;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.lock.LockOwner;
import io.cfa.maven.host.lock.SwarmLock;
import io.cfa.maven.host.release.ReleaseLog;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.remote.Command;
import io.cfa.maven.rollout.plan.Step;
import java.time.Duration;

/**
 * A stack of a swarm, at the manager that is the node of all services whose data is kept: their containers and volumes are that engine's own.
 *
 * @param project the stack's name
 */
public record SwarmKept(String project) implements KeptStack {

    /** Only those that run: what a task leaves behind, when it is replaced, has the same volume. */
    private static final String CONTAINERS =
            "ids=$(docker ps --quiet --no-trunc --filter \"label=com.docker.stack.namespace=$1\");"
                    + " [ -z \"$ids\" ] || docker container inspect --format '{\"service\":{{json (index .Config.Labels \"com.docker.swarm.service.name\")}},"
                    + "\"oneoff\":\"False\",\"name\":{{json .Name}},\"image\":{{json .Image}},\"mounts\":{{json .Mounts}}}' $ids"
                    + " | sed \"s/^{\\\"service\\\":\\\"$1_/{\\\"service\\\":\\\"/\"";

    /** The number of tasks stays in a label until it is given back, so that it can be run again, also by way of another manager. */
    private static final String STOP =
            "for s in $(docker service ls --quiet --filter \"label=com.docker.stack.namespace=$1\"); do"
                    + " n=$(docker service inspect --format '{{with .Spec.Mode.Replicated}}{{.Replicas}}{{end}}' \"$s\") || exit;"
                    + " [ -n \"$n\" ] && [ \"$n\" != 0 ] || continue;"
                    + " docker service update --quiet --detach --label-add \"io.cfa.replicas=$n\" --replicas 0 \"$s\" >/dev/null || exit; done;"
                    + " i=0; while [ $((i += 1)) -le 120 ]; do left=; for s in $(docker service ls --filter \"label=com.docker.stack.namespace=$1\""
                    + " --format '{{.Mode}} {{.Replicas}} {{.Name}}' | sed -n 's|^replicated [1-9][0-9]*/0\\( .*\\)\\{0,1\\} \\([^ ]*\\)$|\\2|p'); do left=\"$left $s\"; done;"
                    + " [ -n \"$left\" ] || exit 0; sleep 1; done; echo \"still running:$left\" >&2; exit 1";

    private static final String START =
            "for s in $(docker service ls --quiet --filter \"label=com.docker.stack.namespace=$1\"); do"
                    + " n=$(docker service inspect --format '{{index .Spec.Labels \"io.cfa.replicas\"}}' \"$s\") || exit; [ -n \"$n\" ] || continue;"
                    + " docker service update --quiet --detach --label-rm io.cfa.replicas --replicas \"$n\" \"$s\" >/dev/null || exit; done";

    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Override
    public Command containers() {
        return Command.of("sh", "-c", CONTAINERS, "sh", project);
    }

    @Override
    public ReleaseLog log(HostContext context, String directory) {
        return SwarmReleaseLog.parse(project, context.host().run(SwarmReleaseLog.read(project)))
                .log();
    }

    @Override
    public String copyOfTheLog() {
        return "for c in $(docker config ls --filter label=io.cfa.log=" + project
                + " --format '{{.Name}}' | sort); do docker config inspect --format '{{json .Spec.Data}}' \"$c\" | tr -d '\"' | base64 -d && echo"
                + " || exit; done >\"$1/" + BackupPlanner.RELEASES + "\";";
    }

    @Override
    public String elsewhere(String service) {
        return "see with `docker service ps " + project + "_" + service
                + "` at a manager which node it runs on, and name that one first with -Dcfa.host; it must be a manager,"
                + " and all services that are kept must run there (docs/swarm.md)";
    }

    /** Its volumes are made by its services; a backup comes to one host first, and moves with it. */
    @Override
    public boolean canBeginAnew() {
        return false;
    }

    @Override
    public Command stop(ComposeProject at) {
        return Command.of("sh", "-c", STOP, "sh", project).in(at.directory()).within(LIMIT);
    }

    @Override
    public Step start(ComposeProject at) {
        return Step.of(
                "start all services",
                KeptStack.toItsEnd(
                        at,
                        Command.of("sh", "-c", START, "sh", project)
                                .in(at.directory())
                                .within(LIMIT)),
                "The data is that of the backup. Next: see cfa:status, then run cfa:rollout, which starts what does not run");
    }

    @Override
    public Held hold(HostContext context, LockOwner me) {
        String node = SwarmInfo.query().ask(context.host()).node();
        SwarmLock lock = SwarmLock.take(context, project, me, node, Backup.LOCK_WAIT);
        return new Held() {
            @Override
            public void hold() {
                lock.hold();
            }

            @Override
            public void close() {
                lock.close();
            }
        };
    }
}
