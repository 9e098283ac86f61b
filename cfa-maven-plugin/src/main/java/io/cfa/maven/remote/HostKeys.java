package io.cfa.maven.remote;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    static HostKeys of(SshTarget target, LocalUser user) {
        Optional<String> variable = user.variable(VARIABLE);
        if (variable.isPresent()) {
            GivenText given = GivenText.of(VARIABLE, variable.get(), user);
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
                known.addAll(KnownHost.read(GivenText.of(file.toString(), file)));
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
    public int check(String host, byte[] key) {
        List<KnownHost> pinned = known.stream()
                .filter(entry -> entry.marker().isEmpty() && entry.isFor(host))
                .toList();
        Optional<KnownHost> revoked = known.stream()
                .filter(entry -> entry.marker().equals(REVOKED) && entry.is(key))
                .filter(entry -> entry.isFor(host) || entry.isFor(withoutPort(host)))
                .findFirst();
        if (revoked.isPresent()) {
            return refuse(revoked(key, revoked.get()));
        }
        if (pinned.stream().noneMatch(entry -> entry.is(key)) && !isKnownWithoutPort(host, key)) {
            return refuse(pinned.isEmpty() ? unknown(host, key) : changed(host, key, pinned));
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
                .filter(entry -> type == null || type(entry.key()).equals(type))
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

    /** The type that a public key names itself. */
    static String type(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        byte[] type = new byte[Math.min(buffer.getInt(), buffer.remaining())];
        buffer.get(type);
        return new String(type, StandardCharsets.US_ASCII);
    }

    /** The fingerprint of a public key as ssh prints it. */
    static String fingerprint(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As ssh: a key that is known for the name alone counts for another port too. */
    private boolean isKnownWithoutPort(String host, byte[] key) {
        return !withoutPort(host).equals(host)
                && known.stream()
                        .anyMatch(entry -> entry.marker().isEmpty() && entry.is(key) && entry.isFor(withoutPort(host)));
    }

    private int refuse(String message) {
        refusal = target + ": " + message;
        return CHANGED;
    }

    private static String revoked(byte[] key, KnownHost entry) {
        return "the host key is revoked. It shows " + describe(key) + ", which " + entry.place()
                + " forbids. Next: have the host's owner make a new host key";
    }

    private String unknown(String host, byte[] key) {
        return "the host key is not known. It shows " + describe(key) + ". Next: " + compare(key)
                + ", and if it is the same, add this line to " + place + ":\n  " + line(host, key);
    }

    private static String changed(String host, byte[] key, List<KnownHost> pinned) {
        String old = pinned.stream()
                .map(entry -> describe(entry.key()) + " (" + entry.place() + ")")
                .collect(Collectors.joining(", "));
        return "THE HOST KEY HAS CHANGED. Known is " + old + "; it shows " + describe(key)
                + ". Either the host was set up anew, or someone stands in between. Nothing was sent. Next: ask the host's owner; "
                + compare(key) + ", and only if it is the same, put this line in the place of the old one:\n  "
                + line(host, key);
    }

    private static String describe(byte[] key) {
        return type(key) + " " + fingerprint(key);
    }

    private static String compare(byte[] key) {
        String file = type(key).replaceAll("^ssh-|-sha2-.*$", "");
        return "compare the fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_" + file + "_key.pub)";
    }

    private static String line(String host, byte[] key) {
        return host + " " + type(key) + " " + Base64.getEncoder().encodeToString(key);
    }

    private static String withoutPort(String host) {
        return host.startsWith("[") && host.contains("]:") ? host.substring(1, host.indexOf("]:")) : host;
    }
}
