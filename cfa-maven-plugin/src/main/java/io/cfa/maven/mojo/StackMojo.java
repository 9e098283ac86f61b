package io.cfa.maven.mojo;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that knows what should run on the host: out of which files, and with which variables. */
abstract class StackMojo extends AbstractMojo {

    /** The directory of compose and env in the repository. */
    @Parameter(
            property = "cfa.bundle",
            defaultValue = "${maven.multiModuleProjectDirectory}/deploy/docker-compose-at-vps/cfa2")
    private File bundle;

    /** The registry and path that all images are under; else REGISTRY_IMAGE of the env file. */
    @Parameter(property = "cfa.registryImage", defaultValue = "${env.CI_REGISTRY_IMAGE}")
    private String registryImage;

    /** The tag that the compose file runs; else TAG of the env file. */
    @Parameter(property = "cfa.deployTag", defaultValue = "${env.DEPLOY_TAG}")
    private String deployTag;

    final Path bundle() {
        return bundle.toPath();
    }

    /** What this build sets of the env file's variables; everything else is as the host's own file has it. */
    final Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        if (registryImage != null) {
            variables.put("REGISTRY_IMAGE", registryImage);
        }
        if (deployTag != null) {
            variables.put("TAG", deployTag);
        }
        return variables;
    }
}
