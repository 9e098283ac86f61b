package io.cfa.maven.rollout;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.verify.Pacing;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
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
     * Makes the plan, shows what would change, asks, and runs it.
     *
     * @param approval asked only where something would change
     * @throws RolloutException naming the step that failed, after which the old bundle works as before; or if the approval is not given
     */
    public void run(Bundle bundle, String directory, BooleanSupplier approval) {
        Plan plan = plan(bundle, directory);
        plan.summary().forEach(progress);
        if (plan.steps().isEmpty()) {
            return;
        }
        if (!approval.getAsBoolean()) {
            throw new RolloutException("nothing was changed in " + directory + " of " + host.name() + ", as answered");
        }
        Holder me = Holder.of("cfa:sync", Circumstances.of(System.getProperty("user.name")), pacing.now());
        try (DeployLock lock = DeployLock.take(host, directory, me, LOCK_WAIT, pacing, progress)) {
            Plan current = lock.waited() ? plan(bundle, directory) : plan;
            if (!current.summary().equals(plan.summary())) {
                throw new RolloutException("what would change is not what was shown any more: somebody else changed "
                        + directory + " meanwhile. Nothing was changed. Next: run it again");
            }
            new PlanRunner(new SteadyHost(host, lock, progress), pacing, progress, Chronicle.NONE).run(current);
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
        return new SyncPlanner.Found(
                checksums,
                differences(bundle, directory, checksums),
                secrets,
                link.output().strip());
    }

    /** The host compares, so that nothing of it has to be read here; the bundle has no secrets, so no secret can be shown. */
    private Map<String, List<String>> differences(Bundle bundle, String directory, Map<String, String> checksums) {
        Map<String, List<String>> differences = new HashMap<>();
        bundle.files().forEach((file, text) -> {
            String there = checksums.get(file);
            if (there != null && !there.equals(bundle.checksum(file))) {
                Command diff = Command.of("diff", "-u", "--label", "host/" + file, "--label", "repository/" + file)
                        .with(file, "-")
                        .in(directory)
                        .stdin(Secret.of(text));
                Result result = host.run(diff);
                differences.put(
                        file,
                        result.exitStatus() == 1
                                ? result.output().lines().toList()
                                : List.of("how is not known: " + result.error().strip()));
            }
        });
        return differences;
    }
}
