package io.cfa.maven.host.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountRightsTest {

    private static final String FILE =
            """
            {'realm': 'cfa',
             'roles': {'client': {'registry': [{'name': 'transfer'}, {'name': 'prove', 'description': 'Has it proved'}], 'later': [{'name': 'x'}]}},
             'clients': [{'clientId': 'registry'}, {'clientId': 'rollout'}, {'clientId': 'later'}],
             'users': [{'username': 'service-account-rollout', 'serviceAccountClientId': 'rollout', 'clientRoles': {'registry': ['prove']}},
                       {'username': 'service-account-later', 'serviceAccountClientId': 'later', 'clientRoles': {'registry': ['transfer']}}]}
            """;
    private static final String CLIENTS =
            """
            [{'id': '1', 'clientId': 'registry'}, {'id': '2', 'clientId': 'rollout', 'serviceAccountsEnabled': true}, {'id': '3', 'clientId': 'realm-management'}]
            """;
    private static final ObservedRealm OBSERVED =
            new ObservedRealm(json("{}"), RealmFile.list(json(CLIENTS)), List.of());
    private static final String ROLES = "[{'id': 'a', 'name': 'transfer'}, {'id': 'b', 'name': 'prove'}]";
    private static final String ACCOUNT = "{'id': 'u', 'username': 'service-account-rollout'}";
    private static final String GIVEN =
            "{'realmMappings': [{'id': 'd', 'name': 'default-roles-cfa'}], 'clientMappings': {'registry': {'mappings': [{'id': 'b', 'name': 'prove'}]}}}";

    @Test
    void askedIsForRolesAndAccountsOfTheClientsThatTheFileNames() {
        assertThat(rights().paths())
                .containsExactly(
                        "/clients/{client registry}/roles?max=1000",
                        "/clients/{client later}/roles?max=1000",
                        "/clients/{client rollout}/service-account-user",
                        "/users/{id}/role-mappings",
                        "/clients/{client later}/service-account-user",
                        "/users/{id}/role-mappings");
    }

    @Test
    void answersAreNeededOfClientsThatAreThere() {
        assertThat(rights().needed(OBSERVED)).containsExactly(0, 2, 3);
    }

    @Test
    void anAccountOfWhoseRolesTheFileSaysNothingIsLeftAlone() {
        String file = FILE.replace(", 'clientRoles': {'registry': ['prove']}", "");
        assertThat(rights(file).paths()).noneMatch(path -> path.contains("{client rollout}"));
    }

    @Test
    void nothingDiffersWhereTheAccountHasTheRolesOfTheFile() {
        assertThat(difference(ROLES, ACCOUNT, GIVEN)).isEmpty();
    }

    @Test
    void aRoleThatIsMissingIsMadeFirstAndGivenTheNextTime() throws JsonProcessingException {
        RealmChange change = only(difference("[{'id': 'a', 'name': 'transfer'}]", ACCOUNT, "{}"));
        assertThat(change.line()).isEqualTo("client registry: role prove: missing");
        assertThat(change.method() + " " + change.path()).isEqualTo("POST /clients/1/roles");
        assertThat(change.body()).isEqualTo(json("{'name': 'prove', 'description': 'Has it proved'}"));
    }

    @Test
    void aRightThatIsMissingIsGiven() throws JsonProcessingException {
        RealmChange change = only(difference(ROLES, ACCOUNT, "{}"));
        assertThat(change.line()).isEqualTo("account of rollout: + registry prove");
        assertThat(change.method() + " " + change.path()).isEqualTo("POST /users/u/role-mappings/clients/1");
        assertThat(change.body()).isEqualTo(json("[{'id': 'b', 'name': 'prove'}]"));
    }

    @Test
    void aRightThatTheFileDoesNotNameIsTakenBackOfWhateverClient() throws JsonProcessingException {
        String more = GIVEN.replace("[{'id': 'b'", "[{'id': 'a', 'name': 'transfer'}, {'id': 'b'")
                .replace(
                        "{'registry'",
                        "{'realm-management': {'mappings': [{'id': 'm', 'name': 'realm-admin'}]}, 'registry'");
        List<RealmChange> changes = difference(ROLES, ACCOUNT, more);
        assertThat(changes)
                .extracting(change -> change.line() + ", " + change.method() + " " + change.path())
                .containsExactly(
                        "account of rollout: - realm-management realm-admin, DELETE /users/u/role-mappings/clients/3",
                        "account of rollout: - registry transfer, DELETE /users/u/role-mappings/clients/1");
        assertThat(changes.get(0).body()).isEqualTo(json("[{'id': 'm', 'name': 'realm-admin'}]"));
    }

    @Test
    void aRoleOfTheRealmThatTheFileDoesNotGiveAnAccountIsTakenBack() throws JsonProcessingException {
        String operator = GIVEN.replace("{'id': 'd',", "{'id': 'o', 'name': 'operator'}, {'id': 'd',");
        RealmChange change = only(difference(ROLES, ACCOUNT, operator));
        assertThat(change.line() + ", " + change.method() + " " + change.path())
                .isEqualTo("account of rollout: - realm operator, DELETE /users/u/role-mappings/realm");
        assertThat(change.body()).isEqualTo(json("[{'id': 'o', 'name': 'operator'}]"));
    }

    @Test
    void aRoleOfTheRealmThatTheFileGivesAnAccountIsGiven() {
        String file = FILE.replace(
                "'clientRoles': {'registry': ['prove']}",
                "'realmRoles': ['reader'], 'clientRoles': {'registry': ['prove']}");
        ObservedRealm observed = observed("[{'id': 'r', 'name': 'reader'}]");
        RealmChange change = only(rights(file).difference(observed, answers(ROLES, ACCOUNT, GIVEN)));
        assertThat(change.line() + ", " + change.method() + " " + change.path())
                .isEqualTo("account of rollout: + realm reader, POST /users/u/role-mappings/realm");
    }

    @Test
    void whatEverybodyHasBringsNoPowerAndARoleOfTheFileBringsNothing() throws JsonProcessingException {
        AccountRights rights =
                rights(FILE.replace("'roles': {", "'roles': {'realm': [{'name': 'investor'}, {'name': 'operator'}], "));
        ObservedRealm observed = observed(
                "[{'id': 'i', 'name': 'investor', 'composite': true}, {'id': 'o', 'name': 'operator', 'composite': false},"
                        + " {'id': 'd', 'name': 'default-roles-cfa', 'composite': true}]");
        assertThat(rights.paths())
                .endsWith(
                        "/roles/investor/composites",
                        "/roles/operator/composites",
                        "/roles/default-roles-cfa/composites");
        assertThat(rights.needed(observed)).as("of roles that bring others").containsExactly(0, 2, 3, 6, 8);
        List<JsonNode> answers = new ArrayList<>(answers(ROLES, ACCOUNT, GIVEN));
        answers.add(json("[{'id': 'o', 'name': 'operator'}]"));
        answers.add(json("''"));
        answers.add(json("[{'id': 'x', 'name': 'offline_access'}, {'id': 'o', 'name': 'operator'},"
                + " {'id': 'v', 'name': 'view-profile', 'clientRole': true, 'containerId': '77'},"
                + " {'id': 'a', 'name': 'transfer', 'clientRole': true, 'containerId': '1'},"
                + " {'id': 'm', 'name': 'realm-admin', 'clientRole': true, 'containerId': '3'}]"));
        List<RealmChange> changes = rights.difference(observed, answers);
        assertThat(changes)
                .extracting(change -> change.line() + ", " + change.method() + " " + change.path())
                .containsExactly(
                        "role investor: - operator, DELETE /roles/investor/composites",
                        "role default-roles-cfa, which everybody has: - operator, realm-admin, transfer, DELETE /roles/default-roles-cfa/composites");
        assertThat(changes.get(0).body()).isEqualTo(json("[{'id': 'o', 'name': 'operator'}]"));
    }

    @Test
    void theFileOfTheRepositoryGivesRolesThatItHas() throws IOException {
        RealmFile file = RealmFile.parse(
                Files.readString(Path.of("../deploy/docker-compose-at-vps/cfa2", RealmFile.PATH)), Map.of());
        assertThat(file.accounts()).isNotEmpty();
        for (JsonNode account : file.accounts()) {
            account.path("clientRoles").fields().forEachRemaining(given -> {
                List<String> roles = RealmFile.list(file.clientRoles().path(given.getKey())).stream()
                        .map(role -> role.path("name").asText())
                        .toList();
                given.getValue().forEach(role -> assertThat(roles).contains(role.asText()));
            });
        }
    }

    private static RealmChange only(List<RealmChange> changes) {
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    private static AccountRights rights() {
        return rights(FILE);
    }

    private static AccountRights rights(String file) {
        return new AccountRights(RealmFile.parse(file.replace('\'', '"'), Map.of()));
    }

    private static ObservedRealm observed(String roles) {
        return new ObservedRealm(json("{}"), RealmFile.list(json(CLIENTS)), RealmFile.list(json(roles)));
    }

    private static List<RealmChange> difference(String roles, String account, String given) {
        return rights().difference(OBSERVED, answers(roles, account, given));
    }

    /** The answers of clients that are there; those of the other one are errors of Keycloak. */
    private static List<JsonNode> answers(String roles, String account, String given) {
        return Stream.of(roles, "''", account, given, "''", "''")
                .map(AccountRightsTest::json)
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
