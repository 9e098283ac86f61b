package io.cfa.maven.remote.hostkey;

import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.key.CiVariableText;
import io.cfa.maven.remote.key.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The host keys that are known, for one host that is being connected to: its key is one of them, or there is no connection.
 *
 * <p>An unknown or changed key is refused with the fingerprint and the line to add; nothing is ever added here.
 */
public final class HostKeys {

    /** The variable with known host keys, or the path of a file with them. */
    static final String VARIABLE = "SSH_KNOWN_HOSTS_CFA2";

    private static final String AUTHORITY = "@cert-authority";
    private static final String REVOKED = "@revoked";

    private final String target;
    private final String place;
    private final List<KnownHost> known;
    private boolean accepted;
    private String refusal;

    HostKeys(String target, String place, List<KnownHost> known) {
        this.target = target;
        this.place = place;
        this.known = List.copyOf(known);
    }

    /**
     * The keys that count for a target: those of the variable, else those of its files.
     *
     * @throws IllegalArgumentException if there is a variable without a key in it
     */
    public static HostKeys of(SshTarget target, SshEnvironment user) {
        Optional<String> variable = user.variable(VARIABLE);
        if (variable.isPresent()) {
            CiVariableText given = CiVariableText.of(VARIABLE, variable.get(), user);
            List<KnownHost> known = KnownHost.read(given);
            if (known.isEmpty()) {
                throw new IllegalArgumentException(given.origin() + " holds no host key in its " + given.size()
                        + ". Next: give it what ssh-keyscan -t ed25519 "
                        + target.endpoint().hostName()
                        + " prints, compared with the host's own");
            }
            return new HostKeys(target.name(), given.origin(), known);
        }
        List<KnownHost> known = new ArrayList<>();
        for (Path file : target.knownHosts().files()) {
            if (Files.isReadable(file) && Files.isRegularFile(file) && !isBlank(file)) {
                known.addAll(KnownHost.read(CiVariableText.of(file.toString(), file)));
            }
        }
        return new HostKeys(
                target.name(),
                target.knownHosts().files().stream()
                        .findFirst()
                        .map(Path::toString)
                        .orElse("~/.ssh/known_hosts"),
                known);
    }

    /** Why the key that the host showed is refused. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The same keys, for another connection. */
    public HostKeys fresh() {
        return new HostKeys(target, place, known);
    }

    /** Whether an authority for hosts is known. */
    public boolean hasAuthority() {
        return known.stream().anyMatch(entry -> entry.marker().equals(AUTHORITY));
    }

    /** Whether a host has shown a key that is known. */
    public boolean accepted() {
        return accepted;
    }

    /** Accepts a key that a host shows, or keeps why not. */
    public boolean accepts(String host, byte[] shown) {
        PublicKey key = new PublicKey(shown);
        List<KnownHost> pinned = known.stream()
                .filter(entry -> entry.marker().isEmpty() && entry.isFor(host))
                .toList();
        Optional<KnownHost> revoked = known.stream()
                .filter(entry -> entry.marker().equals(REVOKED) && entry.is(key))
                .filter(entry -> entry.isFor(host) || entry.isFor(withoutPort(host)))
                .findFirst();
        if (revoked.isPresent()) {
            return refuse(HostKeyErrors.revoked(key, revoked.get()));
        }
        if (pinned.stream().noneMatch(entry -> entry.is(key)) && !isKnownWithoutPort(host, key)) {
            return refuse(
                    pinned.isEmpty()
                            ? HostKeyErrors.unknown(host, key, place)
                            : HostKeyErrors.changed(host, key, pinned));
        }
        accepted = true;
        return true;
    }

    /** What is known of a host; of all where it is null. */
    public List<KnownHost> of(String host) {
        return known.stream()
                .filter(entry -> host == null || entry.isFor(host) || entry.isFor(withoutPort(host)))
                .toList();
    }

    /** Where the known keys stand, and a new one belongs. */
    public String place() {
        return place;
    }

    /** As ssh: a key that is known for the name alone counts for another port too. */
    private boolean isKnownWithoutPort(String host, PublicKey key) {
        return !withoutPort(host).equals(host)
                && known.stream()
                        .anyMatch(entry -> entry.marker().isEmpty() && entry.is(key) && entry.isFor(withoutPort(host)));
    }

    private boolean refuse(String message) {
        refusal = target + ": " + message;
        return false;
    }

    /** As ssh: a file without an entry is no mistake. */
    private static boolean isBlank(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.allMatch(String::isBlank);
        } catch (IOException e) {
            return true;
        }
    }

    private static String withoutPort(String host) {
        return host.startsWith("[") && host.contains("]:") ? host.substring(1, host.indexOf("]:")) : host;
    }
}
