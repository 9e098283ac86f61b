package io.cfa.maven.image.plan;

import io.cfa.maven.image.cache.ImageException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an image runs on.
 *
 * <p>Source: OCI image specification 1.1, "Image Index", and containerd's {@code platforms}: amd64 without a variant is v1, arm64 is v8, arm is
 * v7, and a newer processor runs what was made for an older one.
 *
 * @param os           such as {@code linux}
 * @param architecture such as {@code amd64}
 * @param variant      such as {@code v3}; empty for the usual one
 */
public record Platform(String os, String architecture, String variant) implements Comparable<Platform> {

    private static final Pattern FORM = Pattern.compile("([a-z0-9]+)/([a-z0-9_]+)(?:/(v[0-9]+))?");

    /** Two names of one are one. */
    public Platform {
        variant = variant.equals(usual(architecture)) ? "" : variant;
    }

    /**
     * Reads one.
     *
     * @throws ImageException if it is none
     */
    public static Platform of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ImageException("\"" + text + "\" is no platform. Next: write OS/ARCHITECTURE or"
                    + " OS/ARCHITECTURE/VARIANT, such as linux/amd64 or linux/arm64");
        }
        return new Platform(matcher.group(1), matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3));
    }

    /**
     * Reads some, with commas between them.
     *
     * @throws ImageException if one is none, or there is none
     */
    public static List<Platform> list(String text) {
        List<Platform> platforms = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(Platform::of)
                .distinct()
                .sorted()
                .toList();
        if (platforms.isEmpty()) {
            throw new ImageException("cfa.platforms names no platform. Next: leave it out for linux/amd64");
        }
        return platforms;
    }

    /** Whether it runs what was made for another. */
    public boolean runs(Platform made) {
        return os.equals(made.os) && architecture.equals(made.architecture) && number(made) <= number(this);
    }

    private static int number(Platform platform) {
        String variant = platform.variant.isEmpty() ? usual(platform.architecture) : platform.variant;
        return variant.matches("v\\d{1,4}") ? Integer.parseInt(variant.substring(1)) : 0;
    }

    private static String usual(String architecture) {
        return switch (architecture) {
            case "amd64" -> "v1";
            case "arm64" -> "v8";
            case "arm" -> "v7";
            default -> "";
        };
    }

    /** The one made for the newest processor comes last. */
    @Override
    public int compareTo(Platform other) {
        int byName = (os + "/" + architecture).compareTo(other.os + "/" + other.architecture);
        return byName != 0 ? byName : Integer.compare(number(this), number(other));
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
