package io.cfa.maven.rollout;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.remote.Result;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bundles that were in place on a host before a sync, or before a rollback, put others there. */
final class Backups {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final String directory;

    Backups(String directory) {
        this.directory = directory;
    }

    /** The name of a backup that is made at a time. */
    static String name(Instant now) {
        return TIME.format(now);
    }

    /** The newest backup of a bundle. */
    Optional<String> find(Remote host, Digest bundle) {
        Result answer = host.run(Command.of(
                        "sh",
                        "-c",
                        "cd .cfa/backup && for b in *; do echo \"sha256:$(cat \"$b/$1\" \"$b/$2\" | sha256sum | cut -d ' ' -f 1) $b\"; done",
                        "sh",
                        Stack.COMPOSE_FILE,
                        Stack.ENV_FILE)
                .in(directory));
        return answer.output()
                .lines()
                .filter(line -> line.startsWith(bundle + " "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .reduce((older, newer) -> newer);
    }

    /** How the bundle in place differs from a backup. */
    List<String> difference(Remote host, String name, HostFacts facts) {
        List<Result> files = host.runAll(List.of(
                Command.of("cat", path(name, Stack.COMPOSE_FILE)), Command.of("cat", path(name, Stack.ENV_FILE))));
        List<String> lines = new ArrayList<>();
        lines.addAll(difference(Stack.COMPOSE_FILE, facts.compose(), files.get(0)));
        lines.addAll(difference(Stack.ENV_FILE, facts.env(), files.get(1)));
        return lines;
    }

    /** Puts the files of a backup in place, and those that are there into a backup of their own. */
    Step restore(String name, Instant now) {
        return Step.of(
                "bring back the bundle of .cfa/backup/" + name + ", the present one to .cfa/backup/" + name(now),
                Command.of(
                                "sh",
                                "-c",
                                "set -e; umask 022; from=.cfa/backup/$1; to=.cfa/backup/$2; (cd \"$from\" && find . -type f) | while read -r f; do"
                                        + " mkdir -p \"$to/$(dirname \"$f\")\" \"$(dirname \"$f\")\";"
                                        + " [ ! -e \"$f\" ] || [ -e \"$to/$f\" ] || cp -p \"$f\" \"$to/$f\";"
                                        + " cp -p \"$from/$f\" \"$f.cfa-new\"; mv -f \"$f.cfa-new\" \"$f\"; done; ln -sfn \"$3\" .env",
                                "sh",
                                name,
                                name(now),
                                Stack.ENV_FILE)
                        .in(directory),
                "Some files may be of the one bundle and some of the other. Next: run it again");
    }

    private String path(String name, String file) {
        return directory + "/.cfa/backup/" + name + "/" + file;
    }

    private static List<String> difference(String file, Optional<String> present, Result backup) {
        return Difference.lines(present.orElse(""), file + " now", backup.output(), file + " of that release");
    }
}
