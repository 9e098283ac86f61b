package io.cfa.maven.mojo.inputs;

import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.signature.SigningKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/**
 * Whether an image that was pushed may stand for all that would be made of the same: one that was not started, or went without what it was to have, may not,
 * nor one of a desk, whose directories may hold what git ignores, and classes of a source that is gone.
 *
 * @param image     as it was pushed
 * @param isStarted whether it was seen alive
 * @param environment of the build
 */
public record ImageRecord(PushedImage image, boolean isStarted, Map<String, String> environment) {

    private static final String NONE = "none";

    /** GitLab and most others set it to true in each job. */
    private static final String PIPELINE = "CI";

    /**
     * Writes down beside it what it was made of.
     *
     * @param inputs asked for only where it may; nothing where they are not all committed
     * @param output the module's directory of built things
     */
    public void keep(ImageBuild build, Supplier<Optional<ImageBuild.Inputs>> inputs, Path output, Log log) {
        PushedImage.Made made = image.origin().made();
        boolean isWhole = Stream.of(made.classData(), made.springAot())
                .flatMap(each -> each.values().stream())
                .noneMatch(each -> each.startsWith(NONE));
        if (isStarted && isWhole && "true".equals(environment.get(PIPELINE))) {
            inputs.get()
                    .filter(known -> known.revision().equals(image.origin().commit()))
                    .ifPresent(known -> {
                        build.recordInputs(image, known.digest(), SigningKey.of(environment), output);
                        log.debug(image.reference() + " stands for the inputs " + known.digest());
                    });
        }
    }
}
