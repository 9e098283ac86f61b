package io.cfa.maven.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Chooses of several hosts, any of which will do, the first that answers.
 *
 * <p>A host that shows another key than the known one, or does not let the user in, is no reason to go on: that is for a person to look at.
 *
 * @param hosts   as they were written, in the order in which they are tried
 * @param login   connects to one
 * @param notices is told of each that was passed over, and why
 */
public record FirstHost(List<String> hosts, Function<String, RemoteHost> login, Consumer<String> notices) {

    /** Between hosts; no host's name has one. */
    private static final String BETWEEN = "\\s*,\\s*";

    /** Copies. */
    public FirstHost {
        hosts = List.copyOf(hosts);
    }

    /** The hosts of a list with commas. */
    public static List<String> split(String written) {
        return List.of(written.strip().split(BETWEEN, -1));
    }

    /**
     * Connects. Where there is but one host it is the one, whatever it is.
     *
     * @param unfit why a host that answers will not do; empty where it does
     * @throws RemoteException where none will do, naming each
     */
    public RemoteHost choose(Function<RemoteHost, Optional<String>> unfit) {
        if (hosts.size() == 1) {
            return login.apply(hosts.get(0));
        }
        List<String> passed = new ArrayList<>();
        for (String host : hosts) {
            Optional<String> reason;
            try {
                RemoteHost remote = login.apply(host);
                reason = unfit(remote, unfit);
                if (reason.isEmpty()) {
                    passed.forEach(line -> notices.accept(line + "; going on with " + remote.name()));
                    return remote;
                }
            } catch (UnreachableException e) {
                reason = Optional.of(e.getMessage().replaceFirst("\\. Next: .*", ""));
            }
            reason.ifPresent(passed::add);
        }
        throw new RemoteException("none of " + String.join(", ", hosts) + " will do:\n  " + String.join("\n  ", passed)
                + ". Next: bring one of them back, or name another with -Dcfa.host or the variable CFA2_HOST");
    }

    /** One that is not taken is not left connected. */
    private static Optional<String> unfit(RemoteHost remote, Function<RemoteHost, Optional<String>> unfit) {
        boolean taken = false;
        try {
            Optional<String> reason = unfit.apply(remote).map(words -> remote.name() + ": " + words);
            taken = reason.isEmpty();
            return reason;
        } finally {
            if (!taken) {
                remote.close();
            }
        }
    }
}
