package io.cfa.maven.mojo.service;

import io.cfa.maven.git.Git;
import io.cfa.maven.git.Revision;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.session.RequiredParameter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The names that images are given: {@code <prefix>/<service>:<tag>}.
 *
 * @param prefix the registry and path that all images are under; null or blank where nothing is going to be pushed
 */
public record ImageNames(String prefix) {

    private static final String LOCAL = "cfa/";
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

    /**
     * Where a service's image goes.
     *
     * @throws IllegalArgumentException if it is not said where images go
     */
    public ImageReference repository(String service) {
        String place = RequiredParameter.of(
                prefix,
                "cfa.imagePrefix",
                "where " + service + " goes, neither there nor by CI_REGISTRY_IMAGE",
                "REGISTRY/PATH");
        try {
            return ImageReference.of(place + "/" + service);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("cfa.imagePrefix is \"" + place
                    + "\", expected REGISTRY[:PORT]/PATH in lower case, with neither https:// before it nor a slash behind it."
                    + " Next: correct it, or CI_REGISTRY_IMAGE, where it comes from unless it is given");
        }
    }

    /** Its name where it stays on this machine. */
    public ImageReference local(String service) {
        return isGiven() ? repository(service) : ImageReference.of(LOCAL + service);
    }

    /** The paths of services' repositories in their registry; none where it is not said where images go. */
    public List<String> paths(Collection<String> services) {
        return isGiven()
                ? services.stream()
                        .map(service -> repository(service).repository())
                        .toList()
                : List.of();
    }

    /** The registry of our images; empty where it is not said. */
    public String registry() {
        return isGiven() ? repository("any").registry() : "";
    }

    private boolean isGiven() {
        return prefix != null && !prefix.isBlank();
    }

    /**
     * What an image is pushed as: what is given, or else the short hash of what is checked out.
     *
     * @throws IllegalArgumentException if there is neither, or git does not say what a clone has: an image that names no commit, or not that of
     *     its sources, is none to push
     */
    public static String pushedTag(String given, Git git) {
        String tag = tag(given, git);
        git.refusal().ifPresent(refusal -> {
            throw new IllegalArgumentException("nothing was pushed: " + refusal);
        });
        if (tag.equals(Revision.UNKNOWN)) {
            throw new IllegalArgumentException(
                    "nothing was pushed: it is not known what the image is of, as this is no git clone. Next: name it with -Dcfa.revision");
        }
        return tag;
    }

    /** What an image is tagged with: what is given, or else the short hash of what is checked out. */
    public static String tag(String given, Git git) {
        String tag = Optional.ofNullable(given)
                .filter(text -> !text.isBlank())
                .or(git::shortRevision)
                .orElse(Revision.UNKNOWN);
        return tag("cfa.revision", tag, "name the commit, such as 1a2b3c4d");
    }

    /**
     * A tag.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String tag(String property, String tag, String next) {
        if (!tag.matches(TAG)) {
            throw new IllegalArgumentException(property + " is \"" + tag
                    + "\", which is no tag: expected letters, digits, _ . and -, at most 128, and none of the last two first."
                    + " Next: " + next);
        }
        return tag;
    }
}
