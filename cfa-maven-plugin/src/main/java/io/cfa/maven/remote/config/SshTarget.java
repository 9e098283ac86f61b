package io.cfa.maven.remote.config;

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
    public static SshTarget of(String written, SshConfig config, SshEnvironment local) {
        return of(written, config, local, 0);
    }

    /** As messages name it: {@code deploy@cfa2:22}. */
    public String name() {
        return endpoint.user() + "@" + (alias.contains(":") ? "[" + alias + "]" : alias) + ":" + endpoint.port();
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
        SshEndpoint endpoint = new SshEndpoint(user, hostName, port);
        Tokens tokens = new Tokens(local, alias, endpoint);
        return new SshTarget(
                alias,
                endpoint,
                identities(alias, config, tokens),
                knownHosts(alias, config, tokens),
                jumps(config.first(alias, "ProxyJump").map(SshTarget::unquoted).orElse("none"), config, local, depth));
    }

    private static IdentitySettings identities(String alias, SshConfig config, Tokens tokens) {
        List<Path> files = config.all(alias, "IdentityFile").stream()
                .map(SshTarget::unquoted)
                .filter(file -> !file.equals("none"))
                .map(tokens::path)
                .distinct()
                .toList();
        boolean only = config.first(alias, "IdentitiesOnly")
                .filter("yes"::equalsIgnoreCase)
                .isPresent();
        return new IdentitySettings(files, only);
    }

    private static KnownHostSettings knownHosts(String alias, SshConfig config, Tokens tokens) {
        List<Path> files = config.first(alias, "UserKnownHostsFile").map(SshConfig::words).stream()
                .flatMap(List::stream)
                .map(tokens::path)
                .toList();
        return new KnownHostSettings(
                config.first(alias, "HostKeyAlias").map(SshTarget::unquoted),
                files.isEmpty() ? List.of(tokens.local.ssh("known_hosts")) : files);
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
    private record Tokens(SshEnvironment local, String alias, SshEndpoint endpoint) {

        Path path(String text) {
            Matcher percent = Pattern.compile("%(.)").matcher(text);
            return local.path(percent.replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1)))));
        }

        private String meaning(String letter) {
            return switch (letter) {
                case "d" -> local.home().toString();
                case "h" -> endpoint.hostName();
                case "n" -> alias;
                case "p" -> String.valueOf(endpoint.port());
                case "r" -> endpoint.user();
                case "u" -> local.name();
                case "%" -> "%";
                default -> "%" + letter;
            };
        }
    }
}
