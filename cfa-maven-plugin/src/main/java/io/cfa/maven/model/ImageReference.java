package io.cfa.maven.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image: registry, repository, and a tag or a digest.
 *
 * <p>Written as docker writes it: without a registry it is Docker Hub's, and an official image there lies in {@code library/}. Source:
 * the grammar of {@code github.com/distribution/reference}.
 *
 * @param registry   host, and port where it is not the default; {@value #DOCKER_HUB} where none was written
 * @param repository the path below the registry, such as {@code cfa/backend/identity}
 * @param tag        {@code latest} where neither a tag nor a digest was written
 * @param digest     wins over the tag
 */
public record ImageReference(String registry, String repository, Optional<String> tag, Optional<Digest> digest) {

    /** The registry of an image that names none. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String OFFICIAL = "library/";
    private static final String OLD_DOCKER_HUB = "index.docker.io";
    private static final int LONGEST = 255;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*+";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
    private static final Pattern BAD_LABEL = Pattern.compile("(^|\\.)-|-(\\.|:|$)|\\.\\.");
    private static final Pattern REST = Pattern.compile("(?<repository>" + COMPONENT + "(?:/" + COMPONENT + ")*+)"
            + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
            + "(?:@(?<digest>.+))?");
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ImageReference of(String text) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        // only what cannot be a part of a repository's path is a host
        boolean hosted = first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
        Matcher rest = REST.matcher(hosted ? text.substring(slash + 1) : text);
        if (!rest.matches()
                || hosted && !isRegistry(first)
                || IDENTIFIER.matcher(text).matches()) {
            throw none(text);
        }
        String registry = hosted && !first.equals(OLD_DOCKER_HUB) ? first : DOCKER_HUB;
        String repository = rest.group("repository");
        boolean official = registry.equals(DOCKER_HUB) && !repository.contains("/");
        String path = official ? OFFICIAL + repository : repository;
        if (path.length() > LONGEST) {
            throw none(text);
        }
        Optional<Digest> digest = Optional.ofNullable(rest.group("digest")).map(Digest::of);
        Optional<String> tag = Optional.ofNullable(rest.group("tag"))
                .or(() -> digest.isPresent() ? Optional.empty() : Optional.of("latest"));
        return new ImageReference(registry, path, tag, digest);
    }

    private static boolean isRegistry(String host) {
        return REGISTRY.matcher(host).matches() && !BAD_LABEL.matcher(host).find();
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException("\"" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text)
                + "\" is no image reference: expected [registry[:port]/]repository[:tag][@sha256:…] in lower case");
    }

    /** The same image under a tag. */
    public ImageReference withTag(String other) {
        return of(name() + ":" + other);
    }

    /** The same tag, and the digest that it stands for. */
    public ImageReference pinnedTo(Digest manifest) {
        return new ImageReference(registry, repository, tag, Optional.of(manifest));
    }

    /** The same repository at a digest. */
    public ImageReference withDigest(Digest other) {
        return new ImageReference(registry, repository, Optional.empty(), Optional.of(other));
    }

    /** Registry and repository, as docker writes them. */
    public String name() {
        if (!registry.equals(DOCKER_HUB)) {
            return registry + "/" + repository;
        }
        boolean official = repository.startsWith(OFFICIAL) && repository.indexOf('/', OFFICIAL.length()) < 0;
        return official ? repository.substring(OFFICIAL.length()) : repository;
    }

    @Override
    public String toString() {
        return name()
                + tag.map(text -> ":" + text).orElse("")
                + digest.map(text -> "@" + text).orElse("");
    }
}
