package io.cfa.maven.mojo.service;

import io.cfa.maven.image.BootCheck;
import io.cfa.maven.model.ImageReference;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Whether what was pushed is started once, alone, before it may be promoted. */
public enum BootCheckPolicy {

    /** Where a Docker engine answers. */
    TRUE,

    /** Always; without an engine the build fails. */
    REQUIRED,

    /** Never. */
    FALSE;

    /**
     * The policy of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static BootCheckPolicy of(String name) {
        return Stream.of(values())
                .filter(policy -> policy.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cfa.bootCheck is " + name
                        + ", expected true, required or false. Next: leave it out for false"));
    }

    /**
     * Starts an image as the policy says.
     *
     * @return whether it was started
     */
    public boolean apply(BootCheck check, ImageReference image, Log log) throws MojoFailureException {
        if (this == FALSE) {
            return false;
        }
        if (!check.isPossible()) {
            withoutEngine(image, log::warn);
            return false;
        }
        check.check(image);
        log.info(image.name() + " is alive when started alone");
        return true;
    }

    private void withoutEngine(ImageReference image, Consumer<String> warn) throws MojoFailureException {
        if (this == REQUIRED) {
            throw new MojoFailureException(
                    image.name() + " cannot be started here, which cfa.bootCheck=required wants: no Docker engine"
                            + " answers. Next: see what docker version says");
        }
        warn.accept(
                image.name() + " was not started: no Docker engine answers here. Next: see what docker version says,"
                        + " or leave cfa.bootCheck out");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
