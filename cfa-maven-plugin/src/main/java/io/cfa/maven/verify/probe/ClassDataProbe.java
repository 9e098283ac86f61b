package io.cfa.maven.verify.probe;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DockerCommands;
import io.cfa.maven.docker.Query;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.QuestionBatch;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the JVM of each service uses the class-data archive that its image has: one that refuses it starts all the same, twice as slowly, and says
 * nothing. Only what is not as it should be is told; where the container has no grep, nobody can tell.
 */
public final class ClassDataProbe {

    /** The name of its column. */
    public static final String NAME = "class data";

    /** Where an image has it. */
    private static final String ARCHIVE = "/app/kit.jsa";

    private ClassDataProbe() {}

    /** A warning for each service that runs without the archive of its image. */
    public static Supplier<List<ProbeResult>> results(
            QuestionBatch batch, RemoteHost host, ContainerSnapshot now, List<Service> services) {
        Map<String, String> asked = new LinkedHashMap<>();
        services.forEach(service -> now.of(service.name()).stream()
                .filter(Container::isRunning)
                .filter(container -> container.image().classData().isPresent())
                .forEach(container -> asked.put(container.id(), service.name())));
        if (asked.isEmpty()) {
            return List::of;
        }
        Query<Map<String, Boolean>> query = DockerCommands.mapped(asked.keySet(), ARCHIVE);
        return batch.add(List.of(query.command()), results -> {
            Map<String, Boolean> mapped = query.read(host.name(), results.get(0));
            return asked.entrySet().stream()
                    .filter(entry -> Boolean.FALSE.equals(mapped.get(entry.getKey())))
                    .map(entry -> refused(entry.getValue()))
                    .toList();
        });
    }

    private static ProbeResult refused(String service) {
        return new ProbeResult(
                service,
                NAME,
                Outcome.WARNED,
                "refused",
                Optional.of(new Finding(
                        service,
                        "its JVM refused the class-data archive " + ARCHIVE + " of its image, and starts slowly",
                        "an archive in use",
                        "see the first lines of cfa:logs -Dcfa.services=" + service
                                + ", and JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS in the compose file: such an archive does not go"
                                + " with --add-opens, --add-modules, JFR or an agent")));
    }
}
