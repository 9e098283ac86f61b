package io.cfa.maven.model.compose;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what a path of a compose file is on the host: a part of the bundle, a part of the host itself, or nothing that can be brought. */
public final class BundlePath {

    /** Where secrets lie, relative to the bundle's directory. */
    private static final String SECRETS = "secrets/";

    /** What every Linux host has itself, and containers are commonly given. */
    private static final Pattern HOST_ITSELF =
            Pattern.compile("/(var/run|run|proc|sys|dev|lib/modules|usr/share/zoneinfo|etc/ssl/certs|etc/pki)(/.*)?"
                    + "|/etc/(localtime|timezone|hostname|hosts|machine-id|os-release|passwd|group|resolv\\.conf)");

    private BundlePath() {}

    /**
     * The path relative to the bundle's directory, {@code /} between names, empty for the directory itself; absent where it leads out of
     * it. On the host the directory has another name and other neighbours, so that a way out and back in is a way out.
     */
    public static Optional<String> within(String source) {
        if (source.isEmpty()
                || source.startsWith("/")
                || source.startsWith("~")
                || source.contains("\\")
                || source.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        String path = Path.of(source).normalize().toString().replace('\\', '/');
        return path.equals("..") || path.startsWith("../") || path.matches("[A-Za-z]:.*")
                ? Optional.empty()
                : Optional.of(path);
    }

    /** Whether it is a part of the host that is there without a bundle. */
    public static boolean isOfHost(String source) {
        return HOST_ITSELF
                .matcher(Path.of(source.replace("\0", "")).normalize().toString())
                .matches();
    }

    /** Whether it lies strictly beneath the directory of secrets, the only place where files are made and closed to others. */
    public static boolean isSecret(String source) {
        return within(source)
                .filter(path -> path.startsWith(SECRETS) && path.matches("[A-Za-z0-9_./-]+"))
                .isPresent();
    }
}
