package io.cfa.maven.rollout;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.remote.Result;
import io.cfa.maven.verify.Pacing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings the bundle to the host: looks at what is there, plans, runs the plan under the host's lock. Nothing is restarted, and no secret is ever overwritten.
 */
public final class Sync {

    private static final Duration LOCK_WAIT = Duration.ofMinutes(10);

    private final Remote host;
    private final Pacing pacing;
    private final Consumer<String> progress;

    /**
     * Syncs one host.
     *
     * @param progress is told each line that a person should see
     */
    public Sync(Remote host, Pacing pacing, Consumer<String> progress) {
        this.host = host;
        this.pacing = pacing;
        this.progress = progress;
    }

    /** Makes the plan, having looked at the host; changes nothing. A plan without steps means that all is there already. */
    public Plan plan(Bundle bundle, String directory) {
        return new SyncPlanner(bundle, directory).plan(look(bundle, directory), pacing.now());
    }

    /**
     * Makes the plan and runs it.
     *
     * @throws RolloutException naming the step that failed; the old bundle works until the last step but one
     */
    public void run(Bundle bundle, String directory) {
        Plan plan = plan(bundle, directory);
        if (plan.steps().isEmpty()) {
            plan.summary().forEach(progress);
            return;
        }
        Holder me = Holder.of("cfa:sync", Circumstances.of(System.getProperty("user.name")), pacing.now());
        try (DeployLock lock = DeployLock.take(host, directory, me, LOCK_WAIT, pacing, progress)) {
            Plan current = lock.waited() ? plan(bundle, directory) : plan;
            current.summary().forEach(progress);
            new PlanRunner(new SteadyHost(host, lock, progress), pacing, progress).run(current);
        }
    }

    private SyncPlanner.Found look(Bundle bundle, String directory) {
        // both print what is there, and exit with 1 where something is missing, which is no failure here
        Command sums = Command.of("sha256sum").with(bundle.files().keySet().toArray(String[]::new));
        Map<String, String> checksums = new HashMap<>();
        host.run(sums.in(directory)).output().lines().forEach(line -> {
            String[] words = line.split("  ", 2);
            if (words.length == 2) {
                checksums.put(words[1], words[0]);
            }
        });
        List<String> secrets = bundle.secrets().isEmpty()
                ? List.of()
                : host.run(Command.of("find")
                                .with(bundle.secrets().toArray(String[]::new))
                                .with("-maxdepth", "0", "-size", "+0c")
                                .in(directory))
                        .output()
                        .lines()
                        .toList();
        Result link = host.run(Command.of("readlink", directory + "/.env"));
        return new SyncPlanner.Found(checksums, secrets, link.output().strip());
    }
}
