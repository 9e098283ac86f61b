package io.cfa.maven.remote;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where to log in, as whom and by which way: what a user wrote, completed by the ssh configuration.
 *
 * @param alias          the host as it was written
 * @param user           whom to log in as
 * @param hostName       the name or address that it is reached by
 * @param port           the port
 * @param hostKeyAlias   the name that its host key is known under, if another one
 * @param identityFiles  the private keys that the configuration names
 * @param identitiesOnly whether an agent may offer those alone
 * @param knownHosts     the files of known host keys
 * @param jumps          the hosts that the way goes through, first to last
 */
record SshTarget(
        String alias,
        String user,
        String hostName,
        int port,
        Optional<String> hostKeyAlias,
        List<Path> identityFiles,
        boolean identitiesOnly,
        List<Path> knownHosts,
        List<SshTarget> jumps) {

    /** The host that stands in no file but the user's: an address is never a default. */
    static final String DEFAULT = "cfa2";

    private static final Pattern WRITTEN = Pattern.compile(
            "(?:(?<user>\\S+)@)?(?:\\[(?<v6>[0-9A-Fa-f:.%\\w]+)]|(?<host>[\\w.][\\w.-]*)|(?<bare>[0-9A-Fa-f:]*:[0-9A-Fa-f.:]+))"
                    + "(?::(?<port>[0-9]{1,5}))?");
    private static final int SSH = 22;
    private static final int LAST_PORT = 65_535;
    private static final int MOST_JUMPS = 8;

    /**
     * Completes what was written.
     *
     * @throws IllegalArgumentException if it is no target
     */
    static SshTarget of(String written, SshConfig config, SshEnvironment local) {
        return of(written, config, local, 0);
    }

    /** As messages name it: {@code deploy@cfa2:22}. */
    String name() {
        return user + "@" + (alias.contains(":") ? "[" + alias + "]" : alias) + ":" + port;
    }

    private static SshTarget of(String written, SshConfig config, SshEnvironment local, int depth) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is no SSH host: expected [user@]host[:port], or an alias of"
                            + " ~/.ssh/config. Next: mend cfa.host (-Dcfa.host, or the variable CFA2_HOST)");
        }
        String alias = Stream.of("v6", "host", "bare")
                .map(matcher::group)
                .filter(text -> text != null)
                .findFirst()
                .orElseThrow();
        String user = Optional.ofNullable(matcher.group("user"))
                .or(() -> config.first(alias, "User").map(SshTarget::unquoted))
                .orElse(local.name());
        String hostName = config.first(alias, "HostName")
                .map(name -> unquoted(name).replace("%h", alias).replace("%%", "%"))
                .orElse(alias);
        int port = port(Optional.ofNullable(matcher.group("port")).or(() -> config.first(alias, "Port")), alias);
        Tokens tokens = new Tokens(local, alias, hostName, port, user);
        List<Path> knownHosts = config.first(alias, "UserKnownHostsFile").map(SshConfig::words).stream()
                .flatMap(List::stream)
                .map(tokens::path)
                .toList();
        return new SshTarget(
                alias,
                user,
                hostName,
                port,
                config.first(alias, "HostKeyAlias").map(SshTarget::unquoted),
                config.all(alias, "IdentityFile").stream()
                        .map(SshTarget::unquoted)
                        .filter(file -> !file.equals("none"))
                        .map(tokens::path)
                        .distinct()
                        .toList(),
                config.first(alias, "IdentitiesOnly")
                        .filter("yes"::equalsIgnoreCase)
                        .isPresent(),
                knownHosts.isEmpty() ? List.of(local.ssh("known_hosts")) : knownHosts,
                jumps(config.first(alias, "ProxyJump").map(SshTarget::unquoted).orElse("none"), config, local, depth));
    }

    /** As ssh goes: the first jump host by its own way, each further one through the one before. */
    private static List<SshTarget> jumps(String chain, SshConfig config, SshEnvironment local, int depth) {
        if (chain.equalsIgnoreCase("none")) {
            return List.of();
        }
        if (depth == MOST_JUMPS) {
            throw new IllegalArgumentException("ProxyJump of ~/.ssh/config goes through more than " + MOST_JUMPS
                    + " hosts, or in a circle, at " + chain + ". Next: mend it");
        }
        List<SshTarget> jumps = new ArrayList<>();
        for (String written : chain.split("\\s*,\\s*")) {
            SshTarget jump = of(written.replaceFirst("^ssh://", ""), config, local, depth + 1);
            if (jumps.isEmpty()) {
                jumps.addAll(jump.jumps());
            }
            jumps.add(jump);
        }
        return List.copyOf(jumps);
    }

    private static int port(Optional<String> text, String alias) {
        int port = text.map(SshTarget::unquoted)
                .filter(digits -> digits.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .orElse(text.isPresent() ? 0 : SSH);
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("\"" + text.orElse("") + "\" is no port of " + alias + ": expected 1 to "
                    + LAST_PORT + ". Next: mend cfa.host, or Port in ~/.ssh/config");
        }
        return port;
    }

    private static String unquoted(String value) {
        return SshConfig.words(value).stream().findFirst().orElse("");
    }

    /** What the percent signs of a path stand for. */
    private record Tokens(SshEnvironment local, String alias, String hostName, int port, String user) {

        Path path(String text) {
            Matcher percent = Pattern.compile("%(.)").matcher(text);
            return local.path(percent.replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1)))));
        }

        private String meaning(String letter) {
            return switch (letter) {
                case "d" -> local.home().toString();
                case "h" -> hostName;
                case "n" -> alias;
                case "p" -> String.valueOf(port);
                case "r" -> user;
                case "u" -> local.name();
                case "%" -> "%";
                default -> "%" + letter;
            };
        }
    }
}
