package io.cfa.maven.host.realm;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.util.List;
import java.util.Optional;

/**
 * A way to the admin API of a stack's Keycloak. The exit status of an answer is 3 where there is none, 4 where it does not answer yet, 5 where it refuses the administrator.
 */
public interface RealmAdmin {

    /** The service that has it. */
    String SERVICE = "keycloak";

    /** What asks for paths, or begins to; nothing where there is no Keycloak that runs. */
    Optional<Command> observation(List<String> paths);

    /** What asked for paths printed, out of what the last command of that gave. */
    Result read(Result last);

    /** Asks for paths: prints the variables of Keycloak that are no secret, and for each path a line with status and answer. */
    Result observe(List<String> paths);

    /** Sends changes: prints a line with the status of each, and what was said of one that was refused. */
    Result apply(String realm, List<RealmChange> changes);
}
