package io.cfa.maven.rollout.bundle;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the plan of a sync out of the bundle and what is on the host; asks and changes nothing itself. */
final class SyncPlanner {

    private static final String KEPT = "The host's compose, env and secrets are as they were.";

    private final Bundle bundle;
    private final String directory;

    /**
     * Plans for one directory.
     *
     * @throws RolloutException if the bundle would have to lie where only the host's own things do
     */
    SyncPlanner(Bundle bundle, String directory) {
        this.bundle = bundle;
        this.directory = directory;
        List<String> own = new ArrayList<>(List.of("", ".", "..", ".cfa", BundleEntries.ENV_LINK));
        bundle.secrets().forEach(secret -> own.add(BundleEntries.of(secret)));
        bundle.files().keySet().stream()
                .filter(file -> own.contains(BundleEntries.of(file)))
                .forEach(file -> {
                    throw new RolloutException(file + " of the bundle would lie in " + directory + "/"
                            + BundleEntries.of(file)
                            + ", which is the host's own; expected a directory without secrets inside " + directory
                            + ". Nothing was changed. Next: move it, and what mounts it in " + Stack.COMPOSE_FILE);
                });
    }

    Plan plan(ObservedBundle there, Instant now) {
        List<String> changed = bundle.files().keySet().stream()
                .filter(file -> !bundle.files()
                        .get(file)
                        .checksum()
                        .equals(there.checksums().get(file)))
                .toList();
        List<String> missing = bundle.secrets().stream()
                .filter(secret -> !there.secrets().contains(secret))
                .toList();
        List<String> unlinked = unlinked(there);
        List<String> summary = new ArrayList<>();
        changed.forEach(file -> {
            summary.add((there.checksums().containsKey(file) ? "changed  " : "new      ") + file);
            summary.addAll(there.differences().getOrDefault(file, List.of()));
        });
        missing.forEach(secret -> summary.add("made     " + secret));
        unlinked.forEach(entry -> summary.add("link     " + entry + " -> " + target(entry)));
        boolean nothing = summary.isEmpty();
        if (nothing) {
            summary.add("nothing to do: " + directory + " has this bundle already");
        }
        there.others().forEach(file -> summary.add("stays    " + file + ", which the repository does not have"));
        return new Plan(summary, nothing ? List.of() : steps(!changed.isEmpty() || !unlinked.isEmpty(), missing, now));
    }

    private List<Step> steps(boolean brings, List<String> missing, Instant now) {
        BundleStore bundles = new BundleStore(directory);
        String name = BundleStore.name(now);
        List<Step> steps = new ArrayList<>();
        if (brings) {
            steps.add(bundles.room(
                    "make room for the new bundle",
                    name,
                    KEPT + " Next: give the user the directory, as root: install -d -o USER " + directory));
            bring(steps, name);
        }
        // before the new files are in place: they may name a secret that is not there yet
        if (!missing.isEmpty()) {
            steps.add(makeSecrets(missing));
        }
        if (brings) {
            steps.add(bundles.putInForce("put the new bundle in place, the old one to .cfa/backup/" + name, name));
        }
        return steps;
    }

    /** The entries that are no link to the active bundle though there is something, and the env link unless it is the short one. */
    private List<String> unlinked(ObservedBundle there) {
        return BundleEntries.of(bundle).stream()
                .filter(entry -> !target(entry).equals(there.links().get(entry)))
                .filter(entry -> entry.equals(BundleEntries.ENV_LINK)
                        || there.checksums().keySet().stream()
                                .anyMatch(file -> BundleEntries.of(file).equals(entry)))
                .toList();
    }

    private static String target(String entry) {
        return entry.equals(BundleEntries.ENV_LINK) ? Stack.ENV_FILE : ".cfa/bundle/" + entry;
    }

    private void bring(List<Step> steps, String name) {
        bundle.files()
                .forEach((file, content) -> steps.add(Step.of(
                        "upload " + file,
                        Command.of(
                                        "sh",
                                        "-c",
                                        "umask 022 && mkdir -p \"$(dirname \"$1\")\" && "
                                                + (content.text().isPresent() ? "cat" : "base64 -d") + " > \"$1\"",
                                        "sh",
                                        BundleStore.path(name) + "/" + file)
                                .in(directory)
                                .stdin(Secret.of(content.text().orElseGet(content::base64))),
                        KEPT)));
        steps.add(Step.of(
                "check the new bundle with the host's own compose",
                Command.of(
                                "docker",
                                "compose",
                                "--env-file",
                                Stack.ENV_FILE,
                                "--file",
                                Stack.COMPOSE_FILE,
                                "config",
                                "--quiet")
                        .in(directory + "/" + BundleStore.path(name)),
                KEPT + " Next: mend the file that compose names"));
    }

    private Step makeSecrets(List<String> missing) {
        // made on the host, so that they never travel; read by containers of other users, hence open files in a closed
        // directory
        return Step.of(
                "make the secrets that are missing",
                Command.of(
                                "sh",
                                "-c",
                                "set -e; umask 077; for f; do d=$(dirname \"$f\"); mkdir -p \"$d\"; chmod 700 \"$d\";"
                                        + " [ -s \"$f\" ] || { head -c 24 /dev/urandom | base64 | tr +/ -_ | tr -d '\\n' > \"$f.new\";"
                                        + " [ $(wc -c < \"$f.new\") -eq 32 ]; chmod 644 \"$f.new\"; mv \"$f.new\" \"$f\"; }; done",
                                "sh")
                        .with(missing.toArray(String[]::new))
                        .in(directory),
                "Secrets that were made stay. Next: run it again");
    }
}
