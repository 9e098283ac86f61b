package io.cfa.maven.rollout.bundle;

import io.cfa.maven.model.Bundle;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a host has of a bundle.
 *
 * @param checksums   the SHA-256 of each file of the bundle that is there
 * @param differences of each file that would change, from the host's to the bundle's, as {@code diff -u} prints them
 * @param secrets     the secrets that are there and not empty
 * @param links       where each entry of the directory that is a link leads to
 * @param others      the files that lie among those of the bundle and are none of it
 */
record ObservedBundle(
        Map<String, String> checksums,
        Map<String, List<String>> differences,
        List<String> secrets,
        Map<String, String> links,
        List<String> others) {

    private static final String IN_FORCE = ".cfa/bundle/";

    /** Looks; the commands print what is there, and exit with 1 where something is missing, which is no failure here. */
    static ObservedBundle of(RemoteHost host, Bundle bundle, String directory) {
        Map<String, String> checksums = new HashMap<>();
        ask(
                        host,
                        directory,
                        Command.of("sha256sum"),
                        bundle.files().keySet().stream().toList())
                .forEach(line -> {
                    String[] words = line.split("  ", 2);
                    if (words.length == 2) {
                        checksums.put(words[1], words[0]);
                    }
                });
        List<String> secrets = bundle.secrets().isEmpty()
                ? List.of()
                : ask(host, directory, Command.of("find"), bundle.secrets(), "-maxdepth", "0", "-size", "+0c");
        return new ObservedBundle(
                checksums,
                differences(host, bundle, directory, checksums),
                secrets,
                links(host, bundle, directory),
                others(host, bundle, directory));
    }

    /** The same, with secrets that need no file there. */
    ObservedBundle withSecrets(Collection<String> elsewhere) {
        return new ObservedBundle(
                checksums,
                differences,
                Stream.concat(secrets.stream(), elsewhere.stream()).distinct().toList(),
                links,
                others);
    }

    private static Map<String, String> links(RemoteHost host, Bundle bundle, String directory) {
        List<String> entries = BundleEntries.of(bundle);
        Command each = Command.of("sh", "-c", "for entry; do readlink \"$entry\" || echo; done", "sh");
        List<String> answers = ask(host, directory, each, entries);
        Map<String, String> links = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            links.put(entries.get(i), answers.get(i));
        }
        return links;
    }

    private static List<String> others(RemoteHost host, Bundle bundle, String directory) {
        TreeSet<String> others = new TreeSet<>();
        ask(host, directory, Command.of("find", "-L", IN_FORCE), BundleEntries.of(bundle), "-type", "f")
                .forEach(file -> others.add(file.startsWith(IN_FORCE) ? file.substring(IN_FORCE.length()) : file));
        others.removeAll(bundle.files().keySet());
        others.remove(BundleEntries.ENV_LINK);
        return List.copyOf(others);
    }

    private static List<String> ask(
            RemoteHost host, String directory, Command command, List<String> files, String... options) {
        Command question = command.with(files.toArray(String[]::new)).with(options);
        return host.run(question.in(directory)).output().lines().toList();
    }

    /** The host compares, so that nothing of it has to be read here; the bundle has no secrets, so no secret can be shown. */
    private static Map<String, List<String>> differences(
            RemoteHost host, Bundle bundle, String directory, Map<String, String> checksums) {
        Map<String, List<String>> differences = new HashMap<>();
        bundle.files().forEach((file, content) -> {
            String there = checksums.get(file);
            if (there != null && !there.equals(content.checksum())) {
                if (content.text().isEmpty()) {
                    differences.put(file, List.of("from other bytes to " + content + ", which are no text"));
                    return;
                }
                Command diff = Command.of("diff", "-u", "--label", "host/" + file, "--label", "repository/" + file)
                        .with(file, "-")
                        .in(directory)
                        .stdin(Secret.of(content.text().get()));
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
