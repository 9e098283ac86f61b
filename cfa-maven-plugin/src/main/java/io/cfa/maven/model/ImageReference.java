package io.cfa.maven.model;

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
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern REFERENCE =
            Pattern.compile("(?:(?<registry>localhost|[A-Za-z0-9.-]*[.:][A-Za-z0-9.:-]*)/)?"
                    + "(?<repository>" + COMPONENT + "(?:/" + COMPONENT + ")*)"
                    + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
                    + "(?:@(?<digest>.+))?");

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ImageReference of(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is no image reference: expected [registry[:port]/]repository[:tag][@sha256:…] in lower case");
        }
        String registry = Optional.ofNullable(matcher.group("registry")).orElse(DOCKER_HUB);
        String repository = matcher.group("repository");
        Optional<Digest> digest = Optional.ofNullable(matcher.group("digest")).map(Digest::of);
        Optional<String> tag = Optional.ofNullable(matcher.group("tag"))
                .or(() -> digest.isPresent() ? Optional.empty() : Optional.of("latest"));
        boolean official = registry.equals(DOCKER_HUB) && !repository.contains("/");
        return new ImageReference(registry, official ? OFFICIAL + repository : repository, tag, digest);
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
        return repository.startsWith(OFFICIAL) ? repository.substring(OFFICIAL.length()) : repository;
    }

    @Override
    public String toString() {
        return name()
                + tag.map(text -> ":" + text).orElse("")
                + digest.map(text -> "@" + text).orElse("");
    }
}
