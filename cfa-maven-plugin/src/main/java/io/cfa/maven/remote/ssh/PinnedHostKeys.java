package io.cfa.maven.remote.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import io.cfa.maven.remote.key.HostKeys;
import io.cfa.maven.remote.key.KnownHost;
import java.util.Optional;

/** The known host keys as jsch asks for them; none is ever added or removed. */
record PinnedHostKeys(HostKeys keys) implements HostKeyRepository {

    /** Throws nothing: jsch would send the message of an exception to a host that is not to be trusted. */
    @Override
    public int check(String host, byte[] shown) {
        return keys.accepts(host, shown) ? OK : CHANGED;
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(null, null);
    }

    /** What jsch orders the algorithms that it asks for by, so that the key that the host shows is one of a known type if it has one. */
    @Override
    public HostKey[] getHostKey(String host, String type) {
        return keys.of(host).stream()
                .filter(entry -> type == null || entry.key().type().equals(type))
                .flatMap(entry -> hostKey(entry).stream())
                .toArray(HostKey[]::new);
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

    private static Optional<HostKey> hostKey(KnownHost entry) {
        try {
            return Optional.of(new HostKey(
                    entry.marker(), entry.hosts(), HostKey.GUESS, entry.key().bytes(), null));
        } catch (JSchException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
