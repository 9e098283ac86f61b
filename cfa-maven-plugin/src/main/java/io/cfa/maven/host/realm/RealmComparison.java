package io.cfa.maven.host.realm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cfa.maven.remote.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Keycloak is asked to compare its realm with a file, all at once, and what comes of that.
 *
 * @param host as a person names it
 * @param text of the file
 */
record RealmComparison(String host, String text) {

    /** The realm itself, its clients, its roles. */
    private static final int OWN = 3;

    /** What to ask. */
    List<String> paths() {
        RealmFile names = RealmFile.parse(text, Map.of());
        String realm = "/admin/realms/" + names.name();
        List<String> paths = new ArrayList<>(List.of(realm, realm + "/clients?max=1000", realm + "/roles?max=1000"));
        new AccountRights(names).paths().forEach(path -> paths.add(realm + path));
        return paths;
    }

    /** The name of the realm. */
    String name() {
        return RealmFile.parse(text, Map.of()).name();
    }

    /**
     * What is to be done; nothing where Keycloak is not there, or not yet.
     *
     * @throws RealmException where the file or an answer cannot be read, or the administrator's password is refused
     */
    Optional<List<RealmChange>> of(Result result) {
        return AdminAnswers.of(host, paths(), result).map(this::changes);
    }

    private List<RealmChange> changes(AdminAnswers answers) {
        RealmFile file = RealmFile.parse(text, answers.variables());
        if (!file.unknownVariables().isEmpty()) {
            throw new RealmException(
                    RealmFile.PATH + " names " + String.join(", ", file.unknownVariables())
                            + ", which the container of keycloak on " + host + " does not have",
                    "set it there under environment in docker-compose.yml, sync and roll out");
        }
        ObservedRealm observed =
                new ObservedRealm(answers.at(0), RealmFile.list(answers.at(1)), RealmFile.list(answers.at(2)));
        AccountRights rights = new AccountRights(file);
        Set<Integer> needed = rights.needed(observed);
        List<JsonNode> given = new ArrayList<>();
        for (int at = OWN; at < answers.paths().size(); at++) {
            given.add(needed.contains(at - OWN) ? answers.at(at) : MissingNode.getInstance());
        }
        List<RealmChange> changes = new ArrayList<>(RealmDifference.between(file, observed));
        changes.addAll(rights.difference(observed, given));
        return List.copyOf(changes);
    }
}
