package io.cfa.maven.remote.hostkey;

import io.cfa.maven.remote.config.HostPatterns;
import io.cfa.maven.remote.key.CiVariableText;
import io.cfa.maven.remote.key.PublicKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One host key that is known, or revoked.
 *
 * @param marker {@code @revoked}, {@code @cert-authority}, or empty
 * @param hosts  the names that it counts for: patterns with commas between, or one name as a hash
 * @param key    the key
 * @param place  where it stands
 */
public record KnownHost(String marker, String hosts, PublicKey key, String place) {

    private static final Pattern ENTRY = Pattern.compile(
            "(?<comment>#\\s*)?(?:(?<marker>@\\S+)\\s+)?(?<hosts>\\S+)\\s+(?<type>(?:ssh|ecdsa|sk)-[a-z0-9@.-]+)\\s+(?<key>AAAA[A-Za-z0-9+/]+={0,2})");

    /** The entries of a text: one a line, or any number in one line whose line ends were lost. */
    static List<KnownHost> read(CiVariableText given) {
        List<KnownHost> known = new ArrayList<>();
        List<String> lines = given.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = ENTRY.matcher(lines.get(i));
            boolean lineEndsWereLost = lines.size() == 1;
            while (matcher.find()) {
                String place = "line " + (i + 1) + " of " + given.origin();
                if (matcher.group("comment") == null) {
                    entry(matcher, place).ifPresent(known::add);
                }
                if (!lineEndsWereLost) {
                    break;
                }
            }
        }
        return known;
    }

    /** Whether it counts for a host, written {@code name} or {@code [name]:port}. */
    boolean isFor(String host) {
        String[] hash = hosts.split("\\|");
        return hosts.startsWith("|1|") && hash.length == 4
                ? hashOf(host, hash[2]).equals(hash[3])
                : HostPatterns.match(Arrays.asList(hosts.split(",")), host);
    }

    /** Whether it is this key. */
    boolean is(PublicKey other) {
        return Arrays.equals(key.bytes(), other.bytes());
    }

    private static Optional<KnownHost> entry(Matcher matcher, String place) {
        try {
            PublicKey key = new PublicKey(Base64.getDecoder().decode(matcher.group("key")));
            String marker = Optional.ofNullable(matcher.group("marker")).orElse("");
            return key.type().equals(matcher.group("type"))
                    ? Optional.of(new KnownHost(marker, matcher.group("hosts"), key, place))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String hashOf(String host, String salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), "HmacSHA1"));
            byte[] hash = mac.doFinal(host.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return "";
        }
    }
}
