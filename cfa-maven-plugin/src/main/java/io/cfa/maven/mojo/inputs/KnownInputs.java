package io.cfa.maven.mojo.inputs;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.signature.SigningKey;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;

/**
 * Takes for a service the image that was built of the same inputs, where there is one. Whatever stands against it, the service is built: that is never wrong.
 *
 * @param service its name
 * @param target  the name that its image is given
 * @param output  the module's directory of built things
 * @param log     is told what became of it
 */
public record KnownInputs(String service, ImageReference target, Path output, Log log) {

    /**
     * Takes it.
     *
     * @param inputs of the service; nothing where they are not all committed
     * @param key    that this build signs with
     * @param dryRun whether it only says what it would do
     */
    public void take(
            ImageBuild build, Supplier<Optional<ImageBuild.Inputs>> inputs, Optional<SigningKey> key, boolean dryRun) {
        try {
            Optional<ImageBuild.Inputs> made = inputs.get();
            if (made.isEmpty()) {
                log.info(service + " is to be built: not all that its image is made of is committed, or known");
            } else if (dryRun) {
                log.info(target + " would be the image of the inputs "
                        + made.get().digest() + ", where there is one");
            } else {
                build.retag(service, target, made.get(), key, output)
                        .ifPresentOrElse(
                                this::taken,
                                () -> log.info(service + " is to be built: no image of the inputs "
                                        + made.get().digest()));
            }
        } catch (ImageException e) {
            log.warn(service + " is to be built: " + e.getMessage());
        }
    }

    private void taken(PushedImage image) {
        log.info(target + " is " + image.digest().shortForm() + ", which was built of the same inputs; "
                + image.origin().commit() + " changed them last");
    }
}
