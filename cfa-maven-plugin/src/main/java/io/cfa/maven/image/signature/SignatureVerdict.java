package io.cfa.maven.image.signature;

import io.cfa.maven.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Whether an image is signed by a key that counts.
 *
 * @param refusal  why it is not known to be; nothing where it is
 * @param unsigned whether nobody at all has signed it
 * @param good     the signatures that count
 */
public record SignatureVerdict(Optional<String> refusal, boolean unsigned, List<ImageSignature> good) {

    /** Of an image that nobody has signed. */
    static SignatureVerdict unsigned(String where) {
        return new SignatureVerdict(Optional.of("it has no signature (" + where + ")"), true, List.of());
    }

    /**
     * Of an image that somebody has signed.
     *
     * @param signatures those that are whole
     * @param repository the path that the image is in
     * @param where      what they were read from, for the message
     */
    static SignatureVerdict of(
            List<ImageSignature> signatures, String repository, Digest image, TrustedKeys keys, String where) {
        if (signatures.isEmpty()) {
            return refused("what is under " + where + " holds no whole signature");
        }
        List<ImageSignature> ofKeys =
                signatures.stream().filter(each -> each.isOf(keys)).toList();
        if (ofKeys.isEmpty()) {
            return refused("it is signed by another key, or its signature was tampered with");
        }
        List<ImageSignature> good =
                ofKeys.stream().filter(each -> each.isAbout(repository, image)).toList();
        return good.isEmpty()
                ? refused("its signature is of another image")
                : new SignatureVerdict(Optional.empty(), false, good);
    }

    private static SignatureVerdict refused(String why) {
        return new SignatureVerdict(Optional.of(why), false, List.of());
    }

    /** Whether it is signed by a key that counts. */
    public boolean isGood() {
        return refusal.isEmpty();
    }
}
