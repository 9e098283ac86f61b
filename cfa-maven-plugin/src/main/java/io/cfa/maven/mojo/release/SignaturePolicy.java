package io.cfa.maven.mojo.release;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.signature.KeptSignatures;
import io.cfa.maven.image.signature.SignatureVerdict;
import io.cfa.maven.image.signature.TrustedKeys;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.files.StackFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;

/**
 * Whether images must be signed by a key that the repository names. Where it names one they must, unless somebody says otherwise.
 *
 * @param keys  those of the bundle; none where nothing is looked at
 * @param warns whether an image that is not signed is worth a warning only
 */
public record SignaturePolicy(Optional<TrustedKeys> keys, boolean warns) {

    /**
     * The policy for the files of a goal.
     *
     * @param wish {@code require}, {@code warn}, {@code off}, or null: {@code require} where the repository's bundle has {@value TrustedKeys#FILE}, else off
     * @throws ImageException           if the keys are needed and not there, or cannot be read
     * @throws IllegalArgumentException if it is another word
     */
    public static SignaturePolicy of(String wish, StackFiles files) {
        String word = Optional.ofNullable(wish).map(String::strip).orElse("");
        if (!files.areOfHost()) {
            return of(wish, files.bundle());
        }
        if (word.isEmpty() || word.equals("off")) {
            return new SignaturePolicy(Optional.empty(), false);
        }
        throw new ImageException("cfa.signatures is \"" + word + "\", but there is no project here whose "
                + TrustedKeys.FILE
                + " names the keys that count: a key of the host would vouch for the host itself. Next:"
                + " call the goal in a clone of the repository, or leave cfa.signatures away");
    }

    /** The policy for a bundle of a repository. */
    static SignaturePolicy of(String wish, Path bundle) {
        String word = Optional.ofNullable(wish).map(String::strip).orElse("");
        if (!List.of("", "require", "warn", "off").contains(word)) {
            throw new IllegalArgumentException("cfa.signatures is \"" + word
                    + "\"; expected require, warn or off. Next: leave it away, which is require where the bundle has "
                    + TrustedKeys.FILE);
        }
        if (word.equals("off")) {
            return new SignaturePolicy(Optional.empty(), false);
        }
        Optional<TrustedKeys> keys = TrustedKeys.of(bundle);
        if (keys.isEmpty() && !word.isEmpty()) {
            throw new ImageException("cfa.signatures is " + word + ", but " + bundle.resolve(TrustedKeys.FILE)
                    + ", which names the keys that count, is not there. Next: commit it, or leave cfa.signatures away");
        }
        return new SignaturePolicy(keys, word.equals("warn"));
    }

    /**
     * Looks at the images of our services.
     *
     * @param found what will run, or should run, by service; asked for only where somebody wants to know
     * @return the signatures that count, as {@link KeptSignatures} reads them
     * @throws ImageException naming each that is not signed, unless a warning will do
     */
    public List<String> check(RegistryImages images, Stack stack, Supplier<Map<String, Digest>> found, Log log) {
        if (keys.isEmpty()) {
            return List.of();
        }
        try {
            return check(images, stack, found.get(), log);
        } catch (ImageException e) {
            if (!warns) {
                throw e;
            }
            log.warn("it is not known whether images are signed: " + e.getMessage());
            return List.of();
        }
    }

    private List<String> check(RegistryImages images, Stack stack, Map<String, Digest> digests, Log log) {
        List<String> unsigned = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (ImageReference image : images(stack, digests)) {
            SignatureVerdict verdict = images.verdict(image, keys.get());
            verdict.refusal().ifPresent(why -> unsigned.add(image + ": " + why));
            verdict.good()
                    .forEach(signature ->
                            kept.add(KeptSignatures.line(image.digest().orElseThrow(), signature)));
        }
        if (unsigned.isEmpty()) {
            log.info(images(stack, digests).size() + " images are signed by a key of "
                    + keys.get().file());
        } else if (warns) {
            unsigned.forEach(
                    image -> log.warn("not signed by a key of " + keys.get().file() + ": " + image));
        } else {
            throw new ImageException("not signed by a key of " + keys.get().file() + ": " + String.join("; ", unsigned)
                    + ". Nothing was changed on the host. Next: push them again with COSIGN_PRIVATE_KEY set; for a release from"
                    + " before signatures, -Dcfa.signatures=warn");
        }
        return kept;
    }

    /** The images of our services, each by its digest; one whose digest is not known is left out. */
    static List<ImageReference> images(Stack stack, Map<String, Digest> digests) {
        return stack.builtHere().stream()
                .filter(service -> digests.containsKey(service.name()))
                .map(service -> service.image().withDigest(digests.get(service.name())))
                .toList();
    }
}
