package io.cfa.maven.rollout;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the plan of a sync out of the bundle and what is on the host; asks and changes nothing itself. */
final class SyncPlanner {

    private static final String KEPT = "The host's compose, env and secrets are as they were.";

    private final Bundle bundle;
    private final String directory;

    SyncPlanner(Bundle bundle, String directory) {
        this.bundle = bundle;
        this.directory = directory;
    }

    /**
     * What is on the host.
     *
     * @param checksums the SHA-256 of each file of the bundle that is there
     * @param secrets   the secrets that are there and not empty
     * @param link      where {@code .env} points to; empty where it is no link
     */
    record Found(Map<String, String> checksums, List<String> secrets, String link) {}

    Plan plan(Found found, Instant now) {
        List<String> changed = bundle.files().keySet().stream()
                .filter(file -> !bundle.checksum(file).equals(found.checksums().get(file)))
                .toList();
        List<String> missing = bundle.secrets().stream()
                .filter(secret -> !found.secrets().contains(secret))
                .toList();
        boolean linked = found.link().equals(Stack.ENV_FILE);
        List<String> summary = new ArrayList<>();
        changed.forEach(file -> summary.add((found.checksums().containsKey(file) ? "changed  " : "new      ") + file));
        missing.forEach(secret -> summary.add("made     " + secret));
        if (!linked) {
            summary.add("link     .env -> " + Stack.ENV_FILE);
        }
        if (summary.isEmpty()) {
            return new Plan(List.of("nothing to do: " + directory + " has this bundle already"), List.of());
        }
        List<Step> steps = new ArrayList<>();
        if (!changed.isEmpty() || !linked) {
            bring(steps, now);
        }
        if (!missing.isEmpty()) {
            steps.add(makeSecrets(missing));
        }
        return new Plan(summary, steps);
    }

    private void bring(List<Step> steps, Instant now) {
        steps.add(Step.of(
                "make room for the new bundle",
                Command.of(
                        "sh",
                        "-c",
                        "umask 022 && mkdir -p \"$1\" && cd \"$1\" && rm -rf .cfa/incoming && mkdir -p .cfa/incoming",
                        "sh",
                        directory),
                KEPT + " Next: give the user the directory, as root: install -d -o USER " + directory));
        bundle.files()
                .forEach((file, text) -> steps.add(Step.of(
                        "upload " + file,
                        Command.of(
                                        "sh",
                                        "-c",
                                        "umask 022 && mkdir -p \"$(dirname \"$1\")\" && cat > \"$1\"",
                                        "sh",
                                        ".cfa/incoming/" + file)
                                .in(directory)
                                .stdin(Secret.of(text)),
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
                        .in(directory + "/.cfa/incoming"),
                KEPT + " Next: mend the file that compose names"));
        steps.add(Step.of(
                "put the new bundle in place, the old one to .cfa/backup/" + Backups.name(now),
                Command.of(
                                "sh",
                                "-c",
                                "set -e; b=.cfa/backup/$1; shift; umask 022; mkdir -p \"$b\";"
                                        + " for f; do [ ! -e \"$f\" ] || [ -e \"$b/$f\" ]"
                                        + " || { mkdir -p \"$b/$(dirname \"$f\")\"; cp -p \"$f\" \"$b/$f\"; }; done;"
                                        + " for f; do mkdir -p \"$(dirname \"$f\")\";"
                                        + " [ ! -e \".cfa/incoming/$f\" ] || mv -f \".cfa/incoming/$f\" \"$f\"; done;"
                                        + " ln -sfn " + Stack.ENV_FILE + " .env; rm -rf .cfa/incoming",
                                "sh",
                                Backups.name(now))
                        .with(bundle.files().keySet().toArray(String[]::new))
                        .in(directory),
                "Some files may be new and some old. Next: run it again; the old ones are in " + directory
                        + "/.cfa/backup"));
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
                                        + " chmod 644 \"$f.new\"; mv \"$f.new\" \"$f\"; }; done",
                                "sh")
                        .with(missing.toArray(String[]::new))
                        .in(directory),
                "Secrets that were made stay. Next: run it again");
    }
}
