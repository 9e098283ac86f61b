package io.cfa.maven.host.realm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles that clients have, and which of them the accounts of clients were given, beside the file: of an account that the file names it is exactly those,
 * of the realm and of clients, and what everybody has. Asks and changes nothing. People are not looked at.
 */
final class AccountRights {

    private final RealmFile file;
    private final List<String> paths = new ArrayList<>();
    private final Map<String, Integer> rolesOf = new LinkedHashMap<>();
    private final Map<JsonNode, Integer> accounts = new LinkedHashMap<>();
    private final RoleComposites composites;
    private final int begin;

    /** Of the clients that a file names. */
    AccountRights(RealmFile file) {
        this.file = file;
        file.clientRoles().fieldNames().forEachRemaining(client -> {
            rolesOf.put(client, paths.size());
            paths.add("/clients/" + AdminScript.idOfClient(client) + "/roles?max=1000");
        });
        file.accounts().forEach(account -> {
            accounts.put(account, paths.size());
            paths.add("/clients/" + AdminScript.idOfClient(RealmFile.clientOf(account)) + "/service-account-user");
            paths.add("/users/" + AdminScript.ID_OF_THE_ANSWER_BEFORE + "/role-mappings");
        });
        this.composites = new RoleComposites(file);
        this.begin = paths.size();
        paths.addAll(composites.paths());
    }

    /** What to ask, beneath {@code /admin/realms/<realm>}, behind what lists its clients. */
    List<String> paths() {
        return List.copyOf(paths);
    }

    /** Which of these must have been answered: those of clients that are there. Those that are not come with their rights, and are looked at when they are. */
    Set<Integer> needed(ObservedRealm observed) {
        Set<Integer> needed = new TreeSet<>();
        rolesOf.forEach((client, at) -> observed.client(client).ifPresent(there -> needed.add(at)));
        accounts.forEach((account, at) -> {
            if (hasAccount(observed, account)) {
                needed.add(at);
                needed.add(at + 1);
            }
        });
        composites.needed(observed).forEach(at -> needed.add(begin + at));
        return needed;
    }

    private static boolean hasAccount(ObservedRealm observed, JsonNode account) {
        return observed.client(RealmFile.clientOf(account))
                .filter(there -> there.path("serviceAccountsEnabled").asBoolean())
                .isPresent();
    }

    /**
     * What is to be done now; a role that is made is given the next time.
     *
     * @param answers one for each of {@link #paths()}, anything where none is needed
     */
    List<RealmChange> difference(ObservedRealm observed, List<JsonNode> answers) {
        List<RealmChange> changes = new ArrayList<>();
        rolesOf.forEach((client, at) -> observed.client(client)
                .ifPresent(there -> roles(changes, client, path(there), RealmFile.list(answers.get(at)))));
        accounts.forEach((account, at) -> {
            if (!hasAccount(observed, account)) {
                return;
            }
            String title = "account of " + RealmFile.clientOf(account) + ": ";
            String user = "/users/" + answers.get(at).path("id").asText() + "/role-mappings/";
            changes.addAll(realmRoles(title, user + "realm", observed, account, answers.get(at + 1)));
            JsonNode given = answers.get(at + 1).path("clientMappings");
            Set<String> clients = new TreeSet<>();
            account.path("clientRoles").fieldNames().forEachRemaining(clients::add);
            given.fieldNames().forEachRemaining(clients::add);
            for (String client : clients) {
                Set<String> wanted = texts(account.path("clientRoles").path(client));
                List<JsonNode> there = RealmFile.list(given.path(client).path("mappings"));
                Optional<String> id =
                        observed.client(client).map(each -> each.path("id").asText());
                if (id.isEmpty()) {
                    // it is missing itself, and told of as that
                    continue;
                }
                List<JsonNode> known =
                        rolesOf.containsKey(client) ? RealmFile.list(answers.get(rolesOf.get(client))) : there;
                String path = user + "clients/" + id.get();
                give(changes, title + "+ " + client, "POST", path, but(named(known, wanted), there));
                give(changes, title + "- " + client, "DELETE", path, but(there, named(there, wanted)));
            }
        });
        changes.addAll(composites.difference(observed, answers.subList(begin, answers.size())));
        return changes;
    }

    /** An operator's role is one of the realm: an account that was given it may do more than all roles of clients allow. */
    private List<RealmChange> realmRoles(
            String title, String path, ObservedRealm observed, JsonNode account, JsonNode mappings) {
        List<RealmChange> changes = new ArrayList<>();
        List<JsonNode> there = RealmFile.list(mappings.path("realmMappings"));
        Set<String> wanted = texts(account.path("realmRoles"));
        give(changes, title + "+ realm", "POST", path, but(named(observed.roles(), wanted), there));
        wanted.add(RoleComposites.ofEverybody(file));
        give(changes, title + "- realm", "DELETE", path, but(there, named(there, wanted)));
        return changes;
    }

    private void roles(List<RealmChange> changes, String client, String path, List<JsonNode> there) {
        for (JsonNode wanted : file.clientRoles().path(client)) {
            String name = wanted.path("name").asText();
            if (named(there, Set.of(name)).isEmpty()) {
                changes.add(new RealmChange(
                        "client " + client + ": role " + name + ": missing", "POST", path + "/roles", wanted));
            }
        }
    }

    private static void give(
            List<RealmChange> changes, String title, String method, String path, List<JsonNode> roles) {
        if (!roles.isEmpty()) {
            changes.add(new RealmChange(
                    title + " " + RoleComposites.names(roles), method, path, RoleComposites.ids(roles)));
        }
    }

    private static List<JsonNode> named(List<JsonNode> roles, Set<String> names) {
        return roles.stream()
                .filter(role -> names.contains(role.path("name").asText()))
                .toList();
    }

    private static List<JsonNode> but(List<JsonNode> roles, List<JsonNode> without) {
        Set<String> names = new TreeSet<>();
        without.forEach(role -> names.add(role.path("name").asText()));
        return roles.stream()
                .filter(role -> !names.contains(role.path("name").asText()))
                .toList();
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        for (Iterator<JsonNode> each = array.elements(); each.hasNext(); ) {
            texts.add(each.next().asText());
        }
        return texts;
    }

    private static String path(JsonNode client) {
        return "/clients/" + client.path("id").asText();
    }
}
