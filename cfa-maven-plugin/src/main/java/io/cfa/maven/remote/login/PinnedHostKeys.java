package io.cfa.maven.remote.login;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.hostkey.HostKeys;
import io.cfa.maven.remote.hostkey.KnownHost;
import java.util.List;
import java.util.Optional;

/**
 * The known host keys as jsch asks for them; none is ever added or removed.
 *
 * @param keys   what is known
 * @param target the host that is connected to
 */
record PinnedHostKeys(HostKeys keys, SshTarget target) implements HostKeyRepository {

    private static final int SSH = 22;

    /** Throws nothing: jsch would send the message of an exception to a host that is not to be trusted. */
    @Override
    public int check(String host, byte[] shown) {
        return keys.accepts(host, shown) ? OK : CHANGED;
    }

    /** What jsch judges a host's certificate by: authorities and revoked keys, of which those for this host are sorted out here. */
    @Override
    public HostKey[] getHostKey() {
        return hostKeys(keys.of(name()), "*");
    }

    /** What jsch orders the algorithms that it asks for by, so that the key that the host shows is one of a known type if it has one. */
    @Override
    public HostKey[] getHostKey(String host, String type) {
        List<KnownHost> pinned = keys.of(host).stream()
                .filter(entry -> entry.marker().isEmpty())
                .filter(entry -> type == null || entry.key().type().equals(type))
                .toList();
        return hostKeys(pinned, host);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return keys.place();
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

    private String name() {
        int port = target.endpoint().port();
        String host = target.endpoint().hostName();
        return target.knownHosts().alias().orElse(port == SSH ? host : "[" + host + "]:" + port);
    }

    private static HostKey[] hostKeys(List<KnownHost> entries, String host) {
        return entries.stream().flatMap(entry -> hostKey(entry, host).stream()).toArray(HostKey[]::new);
    }

    private static Optional<HostKey> hostKey(KnownHost entry, String host) {
        try {
            return Optional.of(
                    new HostKey(entry.marker(), host, HostKey.GUESS, entry.key().bytes(), null));
        } catch (JSchException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
