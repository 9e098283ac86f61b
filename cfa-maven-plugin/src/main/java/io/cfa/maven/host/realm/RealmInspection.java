package io.cfa.maven.host.realm;

import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.util.List;
import java.util.Optional;

/**
 * How the realm of a stack's Keycloak lies to its file, in questions that are asked beside others: the file, then Keycloak; on a swarm a job that is begun, and that is collected.
 *
 * @param comparison with the manager's file
 * @param admin      the way to Keycloak
 */
public record RealmInspection(RealmComparison comparison, RealmAdmin admin) {

    /** The question for the file; nothing where the stack has no Keycloak. */
    public static Optional<Command> file(Stack stack, String directory) {
        return RealmReconciliation.isOf(stack) ? Optional.of(RealmReconciliation.file(directory)) : Optional.empty();
    }

    /** Of what that answered, on one host; nothing where it has no file of a realm. */
    public static Optional<RealmInspection> of(RemoteHost host, String project, Result file) {
        return of(host, file, new KeycloakAdmin(host, project));
    }

    /** Of what that answered, on a swarm; nothing where the manager has no file of a realm. */
    public static Optional<RealmInspection> of(RemoteHost host, Stack stack, SwarmState now, Result file) {
        return of(host, file, new JobAdmin(host, stack.projectName(), now));
    }

    private static Optional<RealmInspection> of(RemoteHost host, Result file, RealmAdmin admin) {
        return file.succeeded()
                ? Optional.of(new RealmInspection(new RealmComparison(host.name(), file.output()), admin))
                : Optional.empty();
    }

    /**
     * Asks, or begins the job that does; nothing where no Keycloak runs, which others tell.
     *
     * @throws RealmException where the file cannot be read
     */
    public Optional<Command> begin() {
        return admin.observation(comparison.paths());
    }

    /**
     * What differs, a line each; nothing where Keycloak does not answer yet.
     *
     * @param last what was asked, or the command that began the job, where that failed, or that which collected it
     * @throws RealmException where an answer cannot be read, or the administrator's password is refused
     */
    public Optional<List<String>> difference(Result last) {
        return comparison
                .of(admin.read(last))
                .map(changes -> changes.stream().map(RealmReconciliation::line).toList());
    }
}
