package io.cfa.maven.host.state;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * An image of the stack's repositories that lies on the host.
 *
 * @param name   registry and repository
 * @param tag    {@code <none>} where a tag has left it
 * @param digest of its manifest; {@code <none>} where no registry has it
 */
public record LocalImage(String name, String tag, String digest) {

    /** For {@code docker image ls}. */
    static final String FORMAT = "{{.Repository}} {{.Tag}} {{.Digest}}";

    private static final String NONE = "<none>";
    private static final String PIN = "cfa-";
    private static final int SHORT = "sha256:".length();

    /** Reads what {@code docker image ls} prints. */
    public static List<LocalImage> parse(String output) {
        return output.lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length == 3)
                .map(words -> new LocalImage(words[0], words[1], words[2]))
                .toList();
    }

    /** Whether a reference names it, by its digest or else by its tag. */
    public boolean isNamed(ImageReference reference) {
        return reference.name().equals(name)
                && reference
                        .digest()
                        .map(wanted -> wanted.toString().equals(digest))
                        .orElseGet(() -> reference.tag().filter(tag::equals).isPresent());
    }

    /** The digest of its manifest, where a registry has it. */
    public Optional<Digest> manifest() {
        return digest.equals(NONE) ? Optional.empty() : Optional.of(Digest.of(digest));
    }

    /** Whether it is there under a tag of ours alone. */
    public boolean isPin() {
        return tag.startsWith(PIN);
    }

    /** The local tag that keeps an image when the registry's tag has left it, so that no clean-up of the host takes it. */
    public static ImageReference pin(ImageReference image, Digest digest) {
        return image.withTag(PIN + digest.shortForm().substring(SHORT));
    }

    /** What to remove it by, if it is there only because we brought it: what a person tagged is not. */
    public Optional<String> ownReference() {
        if (tag.startsWith(PIN)) {
            return Optional.of(name + ":" + tag);
        }
        return tag.equals(NONE) && !digest.equals(NONE) ? Optional.of(name + "@" + digest) : Optional.empty();
    }

    /** Whether it has one of these digests, or is pinned for one. */
    public boolean isOneOf(List<Digest> digests) {
        return digests.stream()
                .anyMatch(each -> each.toString().equals(digest)
                        || tag.equals(PIN + each.shortForm().substring(SHORT)));
    }
}
