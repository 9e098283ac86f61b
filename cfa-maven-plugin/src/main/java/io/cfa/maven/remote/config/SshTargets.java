package io.cfa.maven.remote.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Completes what a user wrote as the host to what a login needs.
 *
 * @param config the ssh configuration
 * @param local  this machine
 */
public record SshTargets(SshConfig config, SshEnvironment local) {

    private static final Pattern WRITTEN = Pattern.compile(
            "(?:(?<user>(?!-)[^\\s'`\";&<>|(){}\\p{Cntrl}]+)@)?(?:\\[(?<v6>[0-9A-Fa-f:.%\\w]+)]|(?<host>[\\w.][\\w.-]*)|(?<bare>[0-9A-Fa-f:]*:[0-9A-Fa-f.:]+))"
                    + "(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern KEY_ALIAS = Pattern.compile("(?<!%)((?:%%)*)%k");
    private static final int SSH = 22;
    private static final int LAST_PORT = 65_535;
    private static final int MOST_JUMPS = 8;
    private static final List<String> OPTIONS = List.of(
            "connecttimeout",
            "addressfamily",
            "kexalgorithms",
            "ciphers",
            "macs",
            "hostkeyalgorithms",
            "pubkeyacceptedalgorithms",
            "pubkeyacceptedkeytypes",
            "casignaturealgorithms");

    /**
     * Completes what was written: {@code [user@]host[:port]}, or an alias.
     *
     * @throws IllegalArgumentException if it is no target, or the configuration cannot be followed
     */
    public SshTarget of(String written) {
        return of(written, 0);
    }

    private SshTarget of(String written, int depth) {
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
        HostSettings settings = config.of(alias, Optional.ofNullable(matcher.group("user")));
        ConfigTokens tokens = tokens(alias, settings, Optional.ofNullable(matcher.group("port")));
        return new SshTarget(
                alias,
                endpoint(settings, tokens),
                identities(settings, tokens),
                knownHosts(settings, tokens),
                jumps(settings.first("ProxyJump").map(tokens::expand).orElse("none"), depth));
    }

    private ConfigTokens tokens(String alias, HostSettings settings, Optional<String> writtenPort) {
        String hostName = settings.first("HostName")
                .map(name -> name.replace("%h", alias).replace("%%", "%"))
                .orElse(alias);
        int port = port(writtenPort.or(() -> settings.first("Port")), alias);
        return new ConfigTokens(
                local, alias, hostName, port, settings.first("User").orElse(local.name()));
    }

    private static SshEndpoint endpoint(HostSettings settings, ConfigTokens tokens) {
        Map<String, String> options = new LinkedHashMap<>();
        OPTIONS.forEach(keyword -> settings.first(keyword).ifPresent(value -> options.put(keyword, value)));
        return new SshEndpoint(
                tokens.user(),
                tokens.hostName(),
                tokens.port(),
                settings.line("ProxyCommand")
                        .filter(line -> !line.equalsIgnoreCase("none"))
                        .map(tokens::expand),
                options);
    }

    private IdentitySettings identities(HostSettings settings, ConfigTokens tokens) {
        return new IdentitySettings(
                files(settings.all("IdentityFile"), settings, tokens),
                files(settings.all("CertificateFile"), settings, tokens),
                settings.isYes("IdentitiesOnly"),
                agent(settings, tokens).filter(text -> !text.isBlank()).map(local::path));
    }

    private Optional<String> agent(HostSettings settings, ConfigTokens tokens) {
        String written = settings.first("IdentityAgent").orElse("SSH_AUTH_SOCK");
        if (written.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (written.equals("SSH_AUTH_SOCK")) {
            return local.variable(written);
        }
        return written.startsWith("$") && !written.startsWith("${")
                ? local.variable(written.substring(1))
                : Optional.of(tokens.expandFile(written));
    }

    private KnownHostSettings knownHosts(HostSettings settings, ConfigTokens tokens) {
        List<Path> own = settings.line("UserKnownHostsFile").isPresent()
                ? files(settings.words("UserKnownHostsFile"), settings, tokens)
                : List.of(local.ssh("known_hosts"), local.ssh("known_hosts2"));
        List<Path> all = settings.line("GlobalKnownHostsFile").isPresent()
                ? files(settings.words("GlobalKnownHostsFile"), settings, tokens)
                : List.of(local.system("ssh_known_hosts"), local.system("ssh_known_hosts2"));
        return new KnownHostSettings(
                settings.first("HostKeyAlias"),
                Stream.concat(own.stream(), all.stream()).toList());
    }

    private List<Path> files(List<String> names, HostSettings settings, ConfigTokens tokens) {
        String knownAs = settings.first("HostKeyAlias").orElse(tokens.alias());
        return names.stream()
                .filter(name -> !name.equalsIgnoreCase("none"))
                .map(name -> KEY_ALIAS.matcher(name).replaceAll("$1" + Matcher.quoteReplacement(knownAs)))
                .map(tokens::expandFile)
                .map(local::path)
                .distinct()
                .toList();
    }

    /** As ssh goes: the first jump host by its own way, each further one through the one before. */
    private List<SshTarget> jumps(String chain, int depth) {
        if (chain.equalsIgnoreCase("none")) {
            return List.of();
        }
        if (depth == MOST_JUMPS) {
            throw new IllegalArgumentException("ProxyJump of ~/.ssh/config goes through more than " + MOST_JUMPS
                    + " hosts, or in a circle, at " + chain + ". Next: mend it");
        }
        List<SshTarget> jumps = new ArrayList<>();
        for (String written : chain.split("\\s*,\\s*")) {
            SshTarget jump = of(written.replaceFirst("^ssh://", ""), depth + 1);
            if (jumps.isEmpty()) {
                jumps.addAll(jump.jumps());
            }
            jumps.add(jump);
        }
        return List.copyOf(jumps);
    }

    private static int port(Optional<String> text, String alias) {
        int port = text.filter(digits -> digits.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .orElse(text.isPresent() ? 0 : SSH);
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("\"" + text.orElse("") + "\" is no port of " + alias + ": expected 1 to "
                    + LAST_PORT + ". Next: mend cfa.host, or Port in ~/.ssh/config");
        }
        return port;
    }
}
