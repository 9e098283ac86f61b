package io.cfa.maven.rollout.bundle;

import io.cfa.maven.host.bundle.UnifiedDiff;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bundles that were in place on a host before a sync, or before a rollback, put others there. */
public final class BundleBackups {

    private final String directory;

    public BundleBackups(String directory) {
        this.directory = directory;
    }

    /** The newest backup of a bundle. */
    public Optional<String> find(RemoteHost host, Digest bundle) {
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
    public List<String> difference(RemoteHost host, String name, ObservedState facts) {
        List<Result> files = host.runAll(List.of(
                Command.of("cat", path(name, Stack.COMPOSE_FILE)), Command.of("cat", path(name, Stack.ENV_FILE))));
        List<String> lines = new ArrayList<>();
        lines.addAll(difference(Stack.COMPOSE_FILE, facts.compose(), files.get(0)));
        lines.addAll(difference(Stack.ENV_FILE, facts.env(), files.get(1)));
        return lines;
    }

    /** Activates the files of a backup, and puts what was before to a backup of its own; what it does not have stays. */
    public List<Step> restore(String name, Instant now) {
        BundleStore bundles = new BundleStore(directory);
        String next = BundleStore.name(now);
        String kept = "The host's compose and env are as they were.";
        return List.of(
                bundles.room("make room for the bundle of .cfa/backup/" + name, next, kept + " Next: run it again"),
                Step.of(
                        "copy the bundle of .cfa/backup/" + name,
                        // the link to the env file is made anew
                        Command.of(
                                        "sh",
                                        "-c",
                                        "cp -RLpf \"$1/.\" \"$2\" && rm -f \"$2/.env\"",
                                        "sh",
                                        ".cfa/backup/" + name,
                                        BundleStore.path(next))
                                .in(directory),
                        kept + " Next: make room on the host's disk, then run it again"),
                bundles.putInForce(
                        "bring back the bundle of .cfa/backup/" + name + ", the present one to .cfa/backup/" + next,
                        next));
    }

    private String path(String name, String file) {
        return directory + "/.cfa/backup/" + name + "/" + file;
    }

    private static List<String> difference(String file, Optional<String> present, Result backup) {
        return UnifiedDiff.lines(present.orElse(""), file + " now", backup.output(), file + " of that release");
    }
}
