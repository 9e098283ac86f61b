package io.cfa.maven.rollout.bundle;

import io.cfa.maven.model.Bundle;
import java.util.List;
import java.util.TreeSet;

/** What of a project's directory belongs to a bundle: its first level, and the link that compose reads as its env file. */
final class BundleEntries {

    /** What compose reads unless told otherwise. */
    static final String ENV_LINK = ".env";

    private BundleEntries() {}

    static List<String> of(Bundle bundle) {
        TreeSet<String> entries = new TreeSet<>(List.of(ENV_LINK));
        bundle.files().keySet().forEach(file -> entries.add(of(file)));
        return List.copyOf(entries);
    }

    /** The first level of a file's path. */
    static String of(String file) {
        int slash = file.indexOf('/');
        return slash < 0 ? file : file.substring(0, slash);
    }
}
