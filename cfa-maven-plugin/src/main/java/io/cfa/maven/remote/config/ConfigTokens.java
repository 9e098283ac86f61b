package io.cfa.maven.remote.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the percent signs and the <code>${VARIABLE}</code>s of a value stand for. Source: ssh_config(5), TOKENS.
 *
 * @param local    this machine
 * @param alias    the host as it was written
 * @param hostName the host as it is reached
 * @param port     its port
 * @param user     the user there
 */
record ConfigTokens(SshEnvironment local, String alias, String hostName, int port, String user) {

    private static final Pattern PERCENT = Pattern.compile("%(.?)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

    /** Replaces percent signs. */
    String expand(String text) {
        return PERCENT.matcher(text).replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1), text)));
    }

    /** Replaces percent signs and variables, as in the name of a file. */
    String expandFile(String text) {
        String known = VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(local.variable(found.group(1))
                        .orElseThrow(
                                () -> new IllegalArgumentException("~/.ssh/config says " + text + ", and the variable "
                                        + found.group(1) + " is not set. Next: set it, or mend the line"))));
        return expand(known);
    }

    private String meaning(String letter, String text) {
        return switch (letter) {
            case "%" -> "%";
            case "C" -> hash(localHost() + hostName + port + user);
            case "d" -> local.home().toString();
            case "h" -> hostName;
            case "n" -> alias;
            case "L" -> localHost().replaceFirst("\\..*", "");
            case "l" -> localHost();
            case "p" -> String.valueOf(port);
            case "r" -> user;
            case "u" -> local.name();
            default ->
                throw new IllegalArgumentException(
                        "~/.ssh/config says " + text + ", and %" + letter
                                + " stands for nothing that is known here. Next: mend the line (tokens: %h %n %p %r %u %d %l %L %C %%)");
        };
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
