package io.cfa.maven.check.files;

import io.cfa.maven.model.compose.ComposeVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a project calls its own: what no file tells, and its root POM sets.
 *
 * @param pipeline       of its pipeline
 * @param documents      of its documents
 * @param modules        of its modules
 * @param publicServices the services of others that people reach from outside, as browsers do a login page
 * @param compose        the version of Docker Compose that reads the compose file on the host
 */
public record ProjectNames(
        Pipeline pipeline, Documents documents, Modules modules, Set<String> publicServices, ComposeVersion compose) {

    /**
     * The pipeline.
     *
     * @param file      the file of its jobs, from the root of the clone
     * @param branch    the branch that is rolled out
     * @param deployJob the job that rolls out
     */
    public record Pipeline(String file, String branch, String deployJob) {}

    /**
     * The documents that must agree with the other files.
     *
     * @param runbook  from the root of the clone; absent where there is none
     * @param headings the headings that it must have
     * @param matrix   the table of what is built, from the root of the clone; absent where there is none
     */
    public record Documents(Optional<String> runbook, List<String> headings, Optional<String> matrix) {}

    /**
     * The modules.
     *
     * @param services the directory of the services' modules, from the root of the clone; empty where that is the root
     * @param deploy   the directory of the module that rolls out
     */
    public record Modules(String services, String deploy) {

        /** The directory of a service's module. */
        public String of(String service) {
            return services.isEmpty() ? service : services + "/" + service;
        }
    }
}
