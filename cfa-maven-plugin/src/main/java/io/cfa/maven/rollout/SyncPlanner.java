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

    /** Takes the file that {@code .env} is a link to, the directory of the backup, then each file; a lost connection does not end it. */
    private static final String PUT_IN_PLACE = String.join(
            "\n",
            "set -e",
            "trap '' HUP",
            "umask 022",
            "env=$1 backup=$2 new=.cfa/incoming",
            "shift 2",
            "is_there() { [ -e \"$1\" ] || [ -L \"$1\" ]; }",
            // it is asked anew after a lost connection: what is done already stays done
            "[ -d \"$new\" ] || exit 0",
            "ln -sfn \"$env\" \"$new/.env\"",
            "mkdir -p \"$backup\"",
            "for file; do",
            "  if [ -d \"$file\" ]; then echo \"$file is a directory on this host, expected a file\" >&2; exit 1; fi",
            "  mkdir -p \"$(dirname \"$file\")\" \"$(dirname \"$backup/$file\")\"",
            "  if is_there \"$file\" && ! is_there \"$backup/$file\"; then cp -pP \"$file\" \"$backup/$file\"; fi",
            "done",
            "take_back() {",
            "  for file; do",
            "    if is_there \"$new/$file\"; then continue; fi",
            "    if is_there \"$backup/$file\"; then cp -pP \"$backup/$file\" \"$new/$file\" && mv -f \"$new/$file\" \"$file\"; else rm -f \"$file\"; fi",
            "  done",
            "}",
            "for file; do ! is_there \"$new/$file\" || mv -f \"$new/$file\" \"$file\" || { take_back \"$@\"; exit 1; }; done",
            "rm -rf \"$new\"");

    private final Bundle bundle;
    private final String directory;

    SyncPlanner(Bundle bundle, String directory) {
        this.bundle = bundle;
        this.directory = directory;
    }

    /**
     * What is on the host.
     *
     * @param checksums   the SHA-256 of each file of the bundle that is there
     * @param differences of each file that would change, from the host's to the bundle's, as {@code diff -u} prints them
     * @param secrets     the secrets that are there and not empty
     * @param link        where {@code .env} points to; empty where it is no link
     */
    record Found(
            Map<String, String> checksums, Map<String, List<String>> differences, List<String> secrets, String link) {}

    Plan plan(Found found, Instant now) {
        List<String> changed = bundle.files().keySet().stream()
                .filter(file -> !bundle.checksum(file).equals(found.checksums().get(file)))
                .toList();
        List<String> missing = bundle.secrets().stream()
                .filter(secret -> !found.secrets().contains(secret))
                .toList();
        boolean linked = found.link().equals(Stack.ENV_FILE);
        List<String> summary = new ArrayList<>();
        changed.forEach(file -> {
            summary.add((found.checksums().containsKey(file) ? "changed  " : "new      ") + file);
            summary.addAll(found.differences().getOrDefault(file, List.of()));
        });
        missing.forEach(secret -> summary.add("made     " + secret));
        if (!linked) {
            summary.add("link     .env -> " + Stack.ENV_FILE);
        }
        if (summary.isEmpty()) {
            return new Plan(List.of("nothing to do: " + directory + " has this bundle already"), List.of());
        }
        List<Step> steps = new ArrayList<>();
        boolean brings = !changed.isEmpty() || !linked;
        if (brings) {
            bring(steps);
        }
        // before the new files are in place: they may name a secret that is not there yet
        if (!missing.isEmpty()) {
            steps.add(makeSecrets(missing));
        }
        if (brings) {
            steps.add(putInPlace(now));
        }
        return new Plan(summary, steps);
    }

    private void bring(List<Step> steps) {
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
    }

    /** Copies and checks come first, so that what remains are renames; where one of them fails, those before it are taken back. */
    private Step putInPlace(Instant now) {
        return Step.of(
                "put the new bundle in place, the old one to .cfa/backup/" + Backups.name(now),
                Command.of("sh", "-c", PUT_IN_PLACE, "sh", Stack.ENV_FILE, ".cfa/backup/" + Backups.name(now))
                        .with(bundle.files().keySet().toArray(String[]::new))
                        .with(".env")
                        .in(directory),
                KEPT + " Next: mend what the message names, then run it again; copies are in " + directory
                        + "/.cfa/backup");
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
