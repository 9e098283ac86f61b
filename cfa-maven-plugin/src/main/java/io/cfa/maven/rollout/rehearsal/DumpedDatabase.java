package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.docker.Container;
import io.cfa.maven.docker.DatabaseAddress;
import io.cfa.maven.host.state.ContainerSnapshot;
import java.util.Optional;

/**
 * The database of a service, and the dump of it that lies on the host.
 *
 * @param service   the service
 * @param dump      the directory below {@code .cfa/dumps}
 * @param container what runs of the service, by its ID
 * @param server    the database server's container, by its ID
 * @param database  the name there
 */
public record DumpedDatabase(String service, String dump, String container, String server, String database) {

    /** Of a service that runs; absent where nothing shows its database. */
    public static Optional<DumpedDatabase> of(ContainerSnapshot now, String service, String dump) {
        return now.of(service).stream()
                .findFirst()
                .filter(container -> container.database().isPresent())
                .flatMap(container -> at(now, container, dump));
    }

    private static Optional<DumpedDatabase> at(ContainerSnapshot now, Container container, String dump) {
        DatabaseAddress address = container.database().orElseThrow();
        return now.of(address.host()).stream()
                .findFirst()
                .map(server ->
                        new DumpedDatabase(container.service(), dump, container.id(), server.id(), address.name()));
    }

    /** Where the dump lies. */
    String directory() {
        return ".cfa/dumps/" + dump;
    }
}
