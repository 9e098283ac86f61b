package io.cfa.maven.host.schema;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DatabaseAddress;
import io.cfa.maven.host.state.ContainerSnapshot;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.QuestionBatch;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.schema.InstalledSchema;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.schema.SchemaComparison;
import io.cfa.maven.schema.SchemaComparison.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Asks each database server of the project once for the history tables of all its databases, and compares. A database that is no service of the project
 * is not asked: nothing is known of how.
 */
public final class ObservedSchemas {

    /** Everything of one server in one process of its container; a server that hangs is given up. */
    private static final String ASK =
            "export PGCONNECT_TIMEOUT=5 PGOPTIONS='-c statement_timeout=10000'; q=$1; shift; for d; do"
                    + " printf '%s\\n' \"$q\" | psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1"
                    + " --username \"${POSTGRES_USER:-postgres}\" --dbname \"$d\" && printf '{\"asked\":\"%s\"}\\n' \"$d\"; done; true";

    private static final String LABELS =
            "ids=$(docker image ls --quiet --no-trunc \"$1\" | sort -u); [ -z \"$ids\" ] ||"
                    + " docker image inspect --format \"{{index .Config.Labels \\\"$2\\\"}}\" $ids";

    private final RemoteHost host;
    private final ContainerSnapshot now;
    private final Map<String, InstalledSchema> installed = new TreeMap<>();
    private final Map<String, String> problems = new TreeMap<>();
    private final Map<String, Digest> images;

    private ObservedSchemas(RemoteHost host, ContainerSnapshot now, Map<String, Digest> images) {
        this.host = host;
        this.now = now;
        this.images = images;
    }

    /** Of those of the services that run, and whose image says which schema it needs. */
    public static List<ServiceSchema> of(RemoteHost host, ContainerSnapshot now, List<Service> services) {
        return new ObservedSchemas(host, now, Map.of()).of(services);
    }

    /** The same, asked together with others. */
    public static Supplier<List<ServiceSchema>> of(
            QuestionBatch batch, RemoteHost host, ContainerSnapshot now, List<Service> services) {
        return new ObservedSchemas(host, now, Map.of()).of(batch, services);
    }

    private List<ServiceSchema> of(List<Service> services) {
        QuestionBatch batch = new QuestionBatch();
        Supplier<List<ServiceSchema>> all = of(batch, services);
        batch.ask(host);
        return all.get();
    }

    private Supplier<List<ServiceSchema>> of(QuestionBatch batch, List<Service> services) {
        Map<Service, Container> needy = new LinkedHashMap<>();
        services.forEach(service -> now.of(service.name()).stream()
                .filter(container -> container.image().schema().isPresent()
                        && container.database().isPresent())
                .filter(container -> !now.of(container.database().get().host()).isEmpty())
                .findFirst()
                .ifPresent(container -> needy.put(service, container)));
        Map<String, Command> questions = questions(needy.values().stream()
                .map(container -> container.database().get())
                .toList());
        return batch.add(List.copyOf(questions.values()), results -> {
            List<String> servers = List.copyOf(questions.keySet());
            for (int i = 0; i < servers.size(); i++) {
                read(servers.get(i), results.get(i));
            }
            return needy.entrySet().stream()
                    .map(each -> compare(each.getKey(), each.getValue()))
                    .toList();
        });
    }

    /**
     * Of services as they would be with other images, which lie on the host; what no container of theirs shows the database of is left out.
     *
     * @param images the manifest digest that each service would run
     */
    public static List<ServiceSchema> with(
            RemoteHost host, ContainerSnapshot now, List<Service> services, Map<String, Digest> images) {
        List<Service> changed = services.stream()
                .filter(service -> images.containsKey(service.name())
                        && !now.of(service.name()).isEmpty())
                .toList();
        if (changed.isEmpty()) {
            return List.of();
        }
        Result answer = host.run(Command.of(
                        "docker",
                        "image",
                        "inspect",
                        "--format",
                        "{{index .Config.Labels \"" + RequiredSchema.LABEL + "\"}}")
                .with(changed.stream()
                        .map(service -> service.image()
                                .withDigest(images.get(service.name()))
                                .toString())
                        .toArray(String[]::new)));
        List<String> labels = answer.output().lines().toList();
        if (!answer.succeeded() || labels.size() != changed.size()) {
            // an image that is gone is told of by the step that looks for it
            return List.of();
        }
        List<Container> containers = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            Container running = now.of(changed.get(i).name()).get(0);
            containers.add(running.withSchema(labels.get(i)));
        }
        ContainerSnapshot then = now.with(containers);
        return new ObservedSchemas(host, then, images).of(changed);
    }

    /** By the server that it is for. */
    private Map<String, Command> questions(List<DatabaseAddress> addresses) {
        Map<String, Set<String>> servers = new TreeMap<>();
        addresses.forEach(address ->
                servers.computeIfAbsent(address.host(), any -> new TreeSet<>()).add(address.name()));
        Map<String, Command> questions = new TreeMap<>();
        servers.forEach((server, databases) -> questions.put(
                server,
                Command.of("docker", "exec", now.of(server).get(0).id(), "sh", "-c", ASK, "sh", InstalledSchema.QUERY)
                        .with(databases.toArray(String[]::new))
                        .within(Duration.ofSeconds(60))));
        return questions;
    }

    private void read(String server, Result answer) {
        try {
            if (!answer.succeeded()) {
                throw new IllegalArgumentException(
                        CommandFailedException.describe(Command.of("docker", "exec", server, "psql"), answer));
            }
            InstalledSchema.byDatabase(answer.output())
                    .forEach((database, schema) -> installed.put(server + "/" + database, schema));
        } catch (IllegalArgumentException e) {
            problems.put(server, e.getMessage());
        }
    }

    private ServiceSchema compare(Service service, Container container) {
        DatabaseAddress address = container.database().orElseThrow();
        RequiredSchema needs;
        try {
            needs = RequiredSchema.of(container.image().schema().orElseThrow());
        } catch (IllegalArgumentException e) {
            return new ServiceSchema(service.name(), Optional.empty(), Optional.empty(), e.getMessage());
        }
        InstalledSchema has = installed.get(address.host() + "/" + address.name());
        if (has == null) {
            String problem = problems.getOrDefault(
                    address.host(), "psql in " + address.host() + " could not ask the database " + address.name());
            return new ServiceSchema(service.name(), Optional.of(needs), Optional.empty(), problem);
        }
        SchemaComparison comparison = SchemaComparison.of(needs, has, Optional.empty());
        if (comparison.state() == State.AHEAD) {
            List<RequiredSchema> known = known(service);
            SchemaComparison told = SchemaComparison.of(needs, has, Optional.of(RequiredSchema.together(known)));
            comparison = image(service, container)
                    .map(image -> RehearsalEvidence.of(host, container).weigh(told, service.name(), image, has, known))
                    .orElse(told);
        }
        return new ServiceSchema(service.name(), Optional.of(needs), Optional.of(comparison), "");
    }

    private Optional<Digest> image(Service service, Container container) {
        return Optional.ofNullable(images.get(service.name()))
                .or(() -> now.digests(container).stream().findFirst());
    }

    /** What each image of the service that lies on the host knows: among them is the one that brought the database to where it is. */
    private List<RequiredSchema> known(Service service) {
        Result answer =
                host.run(Command.of("sh", "-c", LABELS, "sh", service.image().name(), RequiredSchema.LABEL));
        List<RequiredSchema> schemas = new ArrayList<>();
        for (String label : answer.output().lines().toList()) {
            try {
                schemas.add(RequiredSchema.of(label));
            } catch (IllegalArgumentException e) {
                // an image without the label, or of another form: it knows nothing that can be told
                continue;
            }
        }
        return schemas;
    }
}
