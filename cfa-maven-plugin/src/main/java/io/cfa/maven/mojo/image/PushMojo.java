package io.cfa.maven.mojo.image;

import io.cfa.maven.host.Sleeper;
import io.cfa.maven.image.BootCheck;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.signature.SigningKey;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.inputs.ImageRecord;
import io.cfa.maven.mojo.service.BootCheckPolicy;
import io.cfa.maven.mojo.service.ServiceImagePlan;
import io.cfa.maven.mojo.session.SessionEnvironment;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Builds the image of a service and pushes it under the commit it was built from; what it did is in target/cfa/image.json. Where the environment has
 * COSIGN_PRIVATE_KEY (a key of ECDSA P-256 as PKCS#8 in PEM, or a file with one; its password in COSIGN_PASSWORD), it signs the image as cosign does,
 * and attaches its bill of materials and its provenance in the registry. Beside an image that a pipeline built and started it writes down what
 * that was made of, for cfa:retag.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw package cfa:push -pl services/identity -am -DskipTests}
 *   <li>{@code ./mvnw package cfa:push -DskipTests -Dcfa.dryRun}
 * </ul>
 */
@Mojo(name = "push", requiresDependencyResolution = ResolutionScope.RUNTIME_PLUS_SYSTEM, threadSafe = true)
public final class PushMojo extends AbstractServiceMojo {

    private static final String DOCKER = "docker";

    /** Whether what was pushed is started once, alone: {@code true} where there is a Docker engine, {@code required}, or {@code false}. */
    @Parameter(property = "cfa.bootCheck", defaultValue = "false")
    private String bootCheck;

    /** For how many seconds an image may be starting. */
    @Parameter(property = "cfa.bootTimeout", alias = "bootPatience", defaultValue = "120")
    private int bootTimeout;

    @Inject
    private ServiceImagePlan plans;

    @Override
    void run() throws MojoFailureException {
        Optional<ImagePlan> plan = plan(plans);
        if (plan.isPresent()) {
            push(plan.get());
        }
    }

    private void push(ImagePlan plan) throws MojoFailureException {
        BootCheckPolicy policy = BootCheckPolicy.of(bootCheck);
        Optional<SigningKey> key = SigningKey.of(SessionEnvironment.of(session));
        ImageReference target = pushed(names().repository(plan.service()));
        if (dryRun) {
            describe(plan, "would be pushed as " + target);
            return;
        }
        PushedImage pushed = build().push(plan, target, module().siblings(), module().target());
        boolean isStarted = policy.apply(
                new BootCheck(
                        DOCKER,
                        SessionEnvironment.of(session),
                        Duration.ofSeconds(bootTimeout),
                        Sleeper.system()::pause),
                target.withDigest(pushed.digest()),
                getLog());
        key.ifPresent(signer -> build().sign(pushed, module().target(), signer, SessionEnvironment.of(session)));
        new ImageRecord(pushed, isStarted, SessionEnvironment.of(session))
                .keep(build(), this::inputs, module().target(), getLog());
    }
}
