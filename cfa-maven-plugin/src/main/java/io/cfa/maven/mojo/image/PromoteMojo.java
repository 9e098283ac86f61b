package io.cfa.maven.mojo.image;

import io.cfa.maven.mojo.promotion.Promotion;
import io.cfa.maven.mojo.promotion.PromotionScope;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Moves the tag that the host runs to what this build pushed, for all its services together, after all of them were pushed. Bound to every
 * module: the module that rolls out does it where there is one in the build, else the service that is pushed last.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw package cfa:push cfa:promote -DskipTests -Dcfa.deployTag=dev}
 *   <li>{@code ./mvnw package cfa:push cfa:promote -DskipTests -Dcfa.dryRun}
 * </ul>
 */
@Mojo(name = "promote", threadSafe = true)
public final class PromoteMojo extends AbstractImageMojo {

    /** The tag to move; {@code dev} where neither is given. */
    @Parameter(property = "cfa.deployTag", defaultValue = "${env.DEPLOY_TAG}")
    private String deployTag;

    /**
     * Whose images the tag is moved to: {@code built}, those that this build pushed; {@code pushed}, those of all services of the reactor that earlier
     * builds pushed under the tag cfa.revision, as jobs of a pipeline before this one; or {@code none}, where a later build will do it.
     */
    @Parameter(property = "cfa.promote", defaultValue = "built")
    private String promote;

    /** The tag that images of an earlier run of this build have, where it is resumed; else the short hash of HEAD. */
    @Parameter(property = "cfa.revision", defaultValue = "${env.CI_COMMIT_SHORT_SHA}")
    private String revision;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Override
    void run() throws MojoFailureException {
        new Promotion(names(), Promotion.tag(deployTag), revision, PromotionScope.of(promote), dryRun)
                .promote(project, execution.getGroupId() + ":" + execution.getArtifactId(), builds(), getLog());
    }
}
