package io.cfa.maven.mojo.inputs;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;

/**
 * Whether an image that was pushed may stand for all that would be made of the same: one that was not started, or went without what it was to have, may not.
 *
 * @param image     as it was pushed
 * @param isStarted whether it was seen alive
 */
public record ImageRecord(PushedImage image, boolean isStarted) {

    private static final String NONE = "none";

    /**
     * Writes down beside it what it was made of.
     *
     * @param inputs asked for only where it may; nothing where they are not all committed
     * @param output the module's directory of built things
     */
    public void keep(ImageBuild build, Supplier<Optional<ImageBuild.Inputs>> inputs, Path output, Log log) {
        boolean isWhole = image.origin().classData().values().stream().noneMatch(archive -> archive.startsWith(NONE));
        if (isStarted && isWhole) {
            inputs.get()
                    .filter(made -> made.revision().equals(image.origin().commit()))
                    .ifPresent(made -> {
                        build.recordInputs(image, made.digest(), output);
                        log.debug(image.reference() + " stands for the inputs " + made.digest());
                    });
        }
    }
}
