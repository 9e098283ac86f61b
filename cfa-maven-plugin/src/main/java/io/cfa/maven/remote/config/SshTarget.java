package io.cfa.maven.remote.config;

import java.util.List;

/**
 * Where to log in, as whom and by which way: what a user wrote, completed by the ssh configuration.
 *
 * @param alias      the host as it was written
 * @param endpoint   the address that it is reached by, and the user
 * @param identities the keys that the configuration names for it
 * @param knownHosts where its own key is known
 * @param jumps      the hosts that the way goes through, first to last
 */
public record SshTarget(
        String alias,
        SshEndpoint endpoint,
        IdentitySettings identities,
        KnownHostSettings knownHosts,
        List<SshTarget> jumps) {

    /** The host that stands in no file but the user's: an address is never a default. */
    public static final String DEFAULT = "cfa2";

    /** As messages name it: {@code deploy@cfa2:22}. */
    public String name() {
        return endpoint.user() + "@" + (alias.contains(":") ? "[" + alias + "]" : alias) + ":" + endpoint.port();
    }
}
