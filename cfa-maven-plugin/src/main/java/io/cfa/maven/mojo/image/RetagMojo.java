package io.cfa.maven.mojo.image;

import io.cfa.maven.image.signature.SigningKey;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.mojo.inputs.KnownInputs;
import io.cfa.maven.mojo.service.ServiceModules;
import io.cfa.maven.mojo.session.SessionEnvironment;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Gives a service whose image was built of the very same inputs before that image under the commit's tag, without compiling anything; what it did is in
 * target/cfa/image.json, as of cfa:push. Where there is none it does nothing, and the service is to be built. The inputs are what git has of the files
 * that the image is made of, the base as its registry has it now, and the parameters.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw cfa:retag -Dcfa.dryRun}
 *   <li>{@code ./mvnw cfa:retag -pl services/identity}
 * </ul>
 */
@Mojo(name = "retag", threadSafe = true)
public final class RetagMojo extends AbstractServiceMojo {

    @Override
    void run() {
        boolean isService = ServiceModules.isService(project);
        if (!isService) {
            getLog().debug("not a service: no property " + ServiceModules.MARK);
            return;
        }
        ImageReference target = pushed(names().repository(project.getArtifactId()));
        new KnownInputs(project.getArtifactId(), target, module().target(), getLog())
                .take(build(), this::inputs, SigningKey.of(SessionEnvironment.of(session)), dryRun);
    }
}
