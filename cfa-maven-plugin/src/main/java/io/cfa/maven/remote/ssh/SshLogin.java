package io.cfa.maven.remote.ssh;

import io.cfa.maven.remote.FirstHost;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.config.SshConfig;
import io.cfa.maven.remote.config.SshEnvironment;
import io.cfa.maven.remote.config.SshTarget;
import io.cfa.maven.remote.config.SshTargets;
import io.cfa.maven.remote.hostkey.HostKeys;
import io.cfa.maven.remote.identity.Identities;
import io.cfa.maven.remote.login.Pause;
import io.cfa.maven.remote.login.SshHop;
import io.cfa.maven.remote.login.SshRoute;
import io.cfa.maven.remote.login.SshTimeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Logs in to a host: decides where that is, by which way, with which keys, and which host keys are trusted. */
public final class SshLogin {

    private final SshEnvironment user;
    private final SshTimeouts patience;
    private final Pause pause;
    private final Consumer<String> notices;

    SshLogin(SshEnvironment user, SshTimeouts patience, Pause pause, Consumer<String> notices) {
        this.user = user;
        this.patience = patience;
        this.pause = pause;
        this.notices = notices;
    }

    /**
     * Connects to a host, or to the first that will do of several with commas between them.
     *
     * @param host        {@code [user@]host[:port]} or an alias of {@code ~/.ssh/config}; where it is null or blank, the variable CFA2_HOST,
     *                    and without that the alias {@code cfa2}
     * @param environment holds SSH_PRIVATE_KEY_CFA2 and SSH_KNOWN_HOSTS_CFA2 in a pipeline; else ssh's own files and agent are used
     * @param notices     hears what of the ssh configuration is not done, a sentence each
     * @param unfit       why a host of several that answers will not do; empty where it does
     * @throws IllegalArgumentException if what the user gave cannot be used
     * @throws RemoteException          if the host cannot be logged in to
     */
    public static RemoteHost connect(
            String host,
            Map<String, String> environment,
            Consumer<String> notices,
            Function<RemoteHost, Optional<String>> unfit) {
        return new SshLogin(SshEnvironment.current(environment), SshTimeouts.usual(), Pause.system(), notices)
                .toFirst(host, unfit);
    }

    RemoteHost to(String host) {
        return SshRemote.open(route(host));
    }

    RemoteHost toFirst(String host, Function<RemoteHost, Optional<String>> unfit) {
        List<String> hosts = FirstHost.split(written(host));
        // what is no host at all is found before one is talked to
        SshTargets targets = new SshTargets(SshConfig.of(user), user);
        hosts.forEach(targets::of);
        return new FirstHost(hosts, this::to, notices).choose(unfit);
    }

    SshRoute route(String host) {
        SshConfig config = SshConfig.of(user);
        SshTarget target = new SshTargets(config, user).of(written(host));
        config.notices().forEach(notices);
        List<SshHop> legs = Stream.concat(target.jumps().stream(), Stream.of(target))
                .map(at -> new SshHop(at, Identities.of(at, at != target, user), HostKeys.of(at, user), user.shell()))
                .toList();
        return new SshRoute(legs, patience, pause);
    }

    private String written(String host) {
        return Stream.of(Optional.ofNullable(host), user.variable("CFA2_HOST"))
                .flatMap(Optional::stream)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(SshTarget.DEFAULT);
    }
}
