package io.cfa.maven.host.schema;

import io.cfa.maven.docker.DatabaseAddress;
import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.schema.InstalledSchema;
import io.cfa.maven.schema.RequiredSchema;
import io.cfa.maven.schema.SchemaComparison;
import io.cfa.maven.schema.SchemaComparison.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks each database server of a swarm once, by a job beside it, for the history tables of all its databases, and compares. The job is on the server's node, which has its image, and has
 * the secret of its password as the server itself has it.
 */
public final class StackSchemas {

    private static final String PASSWORD_FILE = "POSTGRES_PASSWORD_FILE";

    private final String project;
    private final SwarmState now;
    private final Map<Service, DatabaseAddress> databases = new LinkedHashMap<>();
    private final Map<String, InstalledSchema> installed = new TreeMap<>();
    private final Map<String, String> problems = new TreeMap<>();

    private StackSchemas(String project, SwarmState now) {
        this.project = project;
        this.now = now;
    }

    /** Of those of the services that have a database on a server of the stack that runs. */
    public static StackSchemas of(String project, SwarmState now, List<Service> services) {
        StackSchemas schemas = new StackSchemas(project, now);
        services.forEach(service -> now.service(service.name())
                .flatMap(there -> DatabaseAddress.in(there.environment().values()))
                .filter(address -> schemas.server(address.host()).isPresent())
                .ifPresent(address -> schemas.databases.put(service, address)));
        return schemas;
    }

    /** The names of these services. */
    public List<String> services() {
        return databases.keySet().stream().map(Service::name).toList();
    }

    /** By the name of each server, what begins the job that asks it. */
    public Map<String, Command> begin() {
        Map<String, Set<String>> names = new TreeMap<>();
        databases.values().forEach(address -> names.computeIfAbsent(address.host(), any -> new TreeSet<>())
                .add(address.name()));
        Map<String, Command> jobs = new TreeMap<>();
        names.forEach((server, all) -> server(server).ifPresent(there -> {
            Map<String, String> variables = there.environment();
            String file = variables.get(PASSWORD_FILE).replaceFirst("^/run/secrets/", "");
            List<String> arguments = new ArrayList<>(
                    List.of(file, server, variables.getOrDefault("POSTGRES_USER", "postgres"), InstalledSchema.QUERY));
            arguments.addAll(all);
            jobs.put(
                    server,
                    new SwarmJob(
                                    project,
                                    there.image(),
                                    there.networks(),
                                    Map.of(file, there.secrets().get(file)),
                                    Optional.of(now.ready(there).get(0).node()))
                            .begin(script(), arguments));
        }));
        return jobs;
    }

    /** A server that runs, and whose password is a secret of the swarm; of another it is not known how to ask it. */
    private Optional<SwarmService> server(String name) {
        return now.service(name).filter(there -> !now.ready(there).isEmpty()).filter(there -> there.secrets()
                .containsKey(there.environment().getOrDefault(PASSWORD_FILE, "").replaceFirst("^/run/secrets/", "")));
    }

    /** Begins all jobs and waits for them; says why one has not ended well. */
    public Optional<String> ask(RemoteHost host) {
        Map<String, Command> jobs = begin();
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> problem = Optional.empty();
        Iterator<Result> begun = host.runAll(List.copyOf(jobs.values())).iterator();
        for (String server : jobs.keySet()) {
            Result first = begun.next();
            Result last = SwarmJob.collect(project, first).map(host::run).orElse(first);
            if (SwarmJob.hasEnded(last)) {
                read(server, last.output());
            } else {
                problem = Optional.of(server + "  the job that asks it for schemas, " + SwarmJob.error(last));
            }
        }
        return problem;
    }

    /** Reads what the job of a server printed. */
    public void read(String server, String output) {
        try {
            String text = new String(Base64.getMimeDecoder().decode(output), StandardCharsets.UTF_8);
            List<String> rows = new ArrayList<>();
            text.lines().forEach(line -> {
                String[] words = line.split(" ", 3);
                if (words[0].equals("error") && words.length == 3) {
                    problems.put(server + "/" + words[1], "psql in a job beside " + server + ": " + words[2]);
                } else {
                    rows.add(line);
                }
            });
            InstalledSchema.byDatabase(String.join("\n", rows))
                    .forEach((database, schema) -> installed.put(server + "/" + database, schema));
        } catch (IllegalArgumentException e) {
            databases.values().stream()
                    .filter(address -> address.host().equals(server))
                    .forEach(address -> problems.put(server + "/" + address.name(), e.getMessage()));
        }
    }

    /**
     * How the databases lie to what images need.
     *
     * @param labels what the image of a service says that it needs; services that are not named, or say nothing, are left out
     * @param known  what each image of a service that was ever released says
     */
    public List<ServiceSchema> compare(Map<String, String> labels, Map<String, List<String>> known) {
        List<ServiceSchema> all = new ArrayList<>();
        databases.forEach((service, address) -> Optional.ofNullable(labels.get(service.name()))
                .filter(label -> !label.isBlank())
                .ifPresent(label -> all.add(
                        compare(service.name(), address, label, known.getOrDefault(service.name(), List.of())))));
        return all;
    }

    private ServiceSchema compare(String service, DatabaseAddress address, String label, List<String> known) {
        RequiredSchema needs;
        try {
            needs = RequiredSchema.of(label);
        } catch (IllegalArgumentException e) {
            return new ServiceSchema(service, Optional.empty(), Optional.empty(), e.getMessage());
        }
        String place = address.host() + "/" + address.name();
        InstalledSchema has = installed.get(place);
        if (has == null) {
            return new ServiceSchema(
                    service,
                    Optional.of(needs),
                    Optional.empty(),
                    problems.getOrDefault(
                            place,
                            "a job beside " + address.host() + " said nothing of the database " + address.name()));
        }
        SchemaComparison comparison = SchemaComparison.of(needs, has, Optional.empty());
        if (comparison.state() == State.AHEAD) {
            comparison = SchemaComparison.of(needs, has, Optional.of(RequiredSchema.together(readable(known))));
        }
        return new ServiceSchema(service, Optional.of(needs), Optional.of(comparison), "");
    }

    private static List<RequiredSchema> readable(List<String> labels) {
        List<RequiredSchema> schemas = new ArrayList<>();
        for (String label : labels) {
            try {
                schemas.add(RequiredSchema.of(label));
            } catch (IllegalArgumentException e) {
                // one of another form: it knows nothing that can be told
                continue;
            }
        }
        return schemas;
    }

    private static String script() {
        try (InputStream stream = StackSchemas.class.getResourceAsStream("histories-in-a-job.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
