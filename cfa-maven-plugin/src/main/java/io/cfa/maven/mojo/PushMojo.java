package io.cfa.maven.mojo;

import io.cfa.maven.host.Sleeper;
import io.cfa.maven.image.BootCheck;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Builds the image of a service and pushes it under the commit it was built from; what it did is in target/cfa/image.json. */
@Mojo(name = "push", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class PushMojo extends ServiceGoal {

    /** Whether what was pushed is started once, alone: {@code true} where there is a Docker engine, {@code required}, or {@code false}. */
    @Parameter(property = "cfa.bootCheck", defaultValue = "false")
    private String bootCheck;

    /** For how many seconds an image may be starting. */
    @Parameter(property = "cfa.bootPatience", defaultValue = "120")
    private int bootPatience;

    @Override
    void run(ImagePlan plan) throws MojoFailureException {
        if (!bootCheck.matches("true|false|required")) {
            throw new MojoFailureException("cfa.bootCheck is " + bootCheck + ", expected true, false or required");
        }
        ImageReference target = repository(plan.service()).withTag(tag());
        if (dryRun) {
            plan.describe().forEach(getLog()::info);
            getLog().info("would be pushed as " + target);
            return;
        }
        PushedImage pushed = build().push(
                        plan, target, siblings(), Path.of(project.getBuild().getDirectory()));
        if (!bootCheck.equals("false")) {
            start(target.withDigest(pushed.digest()));
        }
    }

    private void start(ImageReference image) throws MojoFailureException {
        BootCheck check =
                new BootCheck("docker", System.getenv(), Duration.ofSeconds(bootPatience), Sleeper.system()::pause);
        if (check.isPossible()) {
            check.check(image);
            getLog().info(image.name() + " is alive when started alone");
        } else if (bootCheck.equals("required")) {
            throw new MojoFailureException(
                    image.name() + " cannot be started here, which cfa.bootCheck=required wants: no Docker engine"
                            + " answers. Next: see what docker version says");
        } else {
            getLog().warn(image.name() + " was not started: no Docker engine answers here");
        }
    }
}
