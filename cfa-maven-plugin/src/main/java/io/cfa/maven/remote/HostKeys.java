package io.cfa.maven.remote;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The host keys that are known, for one host that is being connected to: its key is one of them, or there is no connection.
 *
 * <p>An unknown or changed key is refused with the fingerprint and the line to add; nothing is ever added here.
 */
final class HostKeys implements HostKeyRepository {

    /** The variable with known host keys, or the path of a file with them. */
    static final String VARIABLE = "SSH_KNOWN_HOSTS_CFA2";

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
    static HostKeys of(SshTarget target, SshEnvironment user) {
        Optional<String> variable = user.variable(VARIABLE);
        if (variable.isPresent()) {
            CiVariableText given = CiVariableText.of(VARIABLE, variable.get(), user);
            List<KnownHost> known = KnownHost.read(given);
            if (known.isEmpty()) {
                throw new IllegalArgumentException(given.origin() + " holds no host key in its " + given.size()
                        + ". Next: give it what ssh-keyscan -t ed25519 " + target.hostName()
                        + " prints, compared with the host's own");
            }
            return new HostKeys(target.name(), given.origin(), known);
        }
        List<KnownHost> known = new ArrayList<>();
        for (Path file : target.knownHosts()) {
            if (Files.isRegularFile(file) && file.toFile().length() > 0) {
                known.addAll(KnownHost.read(CiVariableText.of(file.toString(), file)));
            }
        }
        return new HostKeys(target.name(), target.knownHosts().get(0).toString(), known);
    }

    /** Why the key that the host showed is refused. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** The same keys, for another connection. */
    HostKeys fresh() {
        return new HostKeys(target, place, known);
    }

    /** Whether a host has shown a key that is known. */
    boolean accepted() {
        return accepted;
    }

    /** Accepts a key, or keeps why not: an exception here would have jsch send its message to a host that is not to be trusted. */
    @Override
    public int check(String host, byte[] shown) {
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
        return OK;
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(null, null);
    }

    /** What jsch orders the algorithms that it asks for by, so that the key that the host shows is one of a known type if it has one. */
    @Override
    public HostKey[] getHostKey(String host, String type) {
        return known.stream()
                .filter(entry -> host == null || entry.isFor(host) || entry.isFor(withoutPort(host)))
                .filter(entry -> type == null || entry.key().type().equals(type))
                .flatMap(entry -> entry.hostKey().stream())
                .toArray(HostKey[]::new);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return place;
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        throw new UnsupportedOperationException("host keys are pinned");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("host keys are pinned");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("host keys are pinned");
    }

    /** As ssh: a key that is known for the name alone counts for another port too. */
    private boolean isKnownWithoutPort(String host, PublicKey key) {
        return !withoutPort(host).equals(host)
                && known.stream()
                        .anyMatch(entry -> entry.marker().isEmpty() && entry.is(key) && entry.isFor(withoutPort(host)));
    }

    private int refuse(String message) {
        refusal = target + ": " + message;
        return CHANGED;
    }

    private static String withoutPort(String host) {
        return host.startsWith("[") && host.contains("]:") ? host.substring(1, host.indexOf("]:")) : host;
    }
}
