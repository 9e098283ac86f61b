package io.cfa.maven.host.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cfa.maven.host.RolloutException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RealmDifferenceTest {

    private static final String FILE =
            """
            {'realm': 'cfa', 'sslRequired': 'none', 'accessTokenLifespan': 300,
             'roles': {'realm': [{'name': 'service', 'description': 'One service calling another'}]},
             'clients': [
               {'clientId': 'cfa-web', 'publicClient': true, 'redirectUris': ['http://${CFA_PUBLIC_HOST}/*', 'https://${CFA_PUBLIC_HOST}/*'],
                'attributes': {'pkce.code.challenge.method': 'S256'},
                'protocolMappers': [{'name': 'audience', 'protocol': 'openid-connect', 'config': {'included.custom.audience': 'cfa'}}]},
               {'clientId': 'identity', 'secret': '${CFA_IDENTITY_CLIENT_SECRET}', 'serviceAccountsEnabled': true}],
             'users': [{'username': 'service-account-identity', 'serviceAccountClientId': 'identity', 'realmRoles': ['service']}]}
            """;
    private static final String CLIENTS =
            """
            [{'id': '1', 'clientId': 'cfa-web', 'publicClient': true, 'redirectUris': ['https://h/*', 'http://h/*'], 'webOrigins': ['x'],
              'attributes': {'pkce.code.challenge.method': 'S256', 'of.a.person': 'y'},
              'protocolMappers': [{'id': '9', 'name': 'audience', 'protocol': 'openid-connect', 'config': {'included.custom.audience': 'cfa', 'more': '1'}}]},
             {'id': '2', 'clientId': 'identity', 'secretOf': 'CFA_IDENTITY_CLIENT_SECRET', 'serviceAccountsEnabled': true}, {'id': '3', 'clientId': 'of-a-person'}]
            """;
    private static final String REALM =
            "{'realm': 'cfa', 'sslRequired': 'none', 'accessTokenLifespan': 300, 'theme': 'own'}";
    private static final String ROLES =
            "[{'id': '5', 'name': 'service', 'description': 'One service calling another'}, {'name': 'own'}]";

    @Test
    void nothingDiffersWhereTheRealmHasWhatTheFileNamesAndMore() {
        assertThat(between(REALM, CLIENTS, ROLES)).isEmpty();
    }

    @Test
    void aListIsExactlyThatOfTheFileAndWhatIsThereBesidesIsKept() throws JsonProcessingException {
        RealmChange change = only(between(
                REALM, CLIENTS.replace("'http://h/*'", "'http://evil/*'").replace("S256", "plain"), ROLES));
        assertThat(change.line())
                .isEqualTo(
                        "client cfa-web: redirectUris: + \"http://h/*\", - \"http://evil/*\"; attributes: pkce.code.challenge.method"
                                + " \"plain\" → \"S256\"");
        assertThat(change.method()).isEqualTo("PUT");
        assertThat(change.path()).isEqualTo("/clients/1");
        assertThat(change.body().at("/redirectUris")).isEqualTo(json("['http://h/*', 'https://h/*']"));
        assertThat(change.body().at("/attributes/of.a.person").asText()).isEqualTo("y");
        assertThat(change.body().at("/webOrigins")).isEqualTo(json("['x']"));
    }

    @Test
    void ofTheRealmOnlyWhatDiffersIsSent() throws JsonProcessingException {
        RealmChange change = only(between(REALM.replace("300", "86400"), CLIENTS, ROLES));
        assertThat(change.line()).isEqualTo("realm cfa: accessTokenLifespan: 86400 → 300");
        assertThat(change.path()).isEmpty();
        assertThat(change.body()).isEqualTo(json("{'accessTokenLifespan': 300}"));
    }

    @Test
    void aMapperIsChangedByItself() {
        RealmChange change = only(between(REALM, CLIENTS.replace("audience': 'cfa'", "audience': 'other'"), ROLES));
        assertThat(change.line())
                .isEqualTo("client cfa-web: mapper audience: config: included.custom.audience \"other\" → \"cfa\"");
        assertThat(change.path()).isEqualTo("/clients/1/protocol-mappers/models/9");
        assertThat(change.body().at("/config/more").asText()).isEqualTo("1");
    }

    @Test
    void aMapperThatTheFileDoesNotNameIsTakenAwayUnlessItIsKeycloaksOwn() {
        String more = CLIENTS.replace(
                "'more': '1'}}]",
                "'more': '1'}}, {'id': '7', 'name': 'Client ID', 'protocolMapper': 'oidc-usersessionmodel-note-mapper'},"
                        + " {'id': '8', 'name': 'Client Host', 'protocolMapper': 'oidc-hardcoded-role-mapper', 'config': {'role': 'operator'}}]");
        RealmChange change = only(between(REALM, more, ROLES));
        assertThat(change.line()).isEqualTo("client cfa-web: mapper Client Host: not in the file");
        assertThat(change.method() + " " + change.path() + change.body())
                .isEqualTo("DELETE /clients/1/protocol-mappers/models/8");
    }

    @Test
    void missingClientsAreImportedWithTheWholeFileAndTheirSecretsUnread() {
        String without = CLIENTS.replace("'clientId': 'identity'", "'clientId': 'another'");
        RealmChange change = only(between(REALM, without, ROLES));
        assertThat(change.line()).isEqualTo("clients missing: identity");
        assertThat(change.method() + change.path()).isEqualTo("POST/partialImport");
        assertThat(change.body().at("/ifResourceExists").asText()).isEqualTo("SKIP");
        assertThat(change.body().at("/clients/1/secret").asText()).isEqualTo("${CFA_IDENTITY_CLIENT_SECRET}");
        assertThat(change.body().at("/users/0/username").asText()).isEqualTo("service-account-identity");
    }

    @Test
    void whoseSecretAClientHasIsSaidByTheContainerWhichAloneReadsIt() throws JsonProcessingException {
        String own = "'secretOf': 'CFA_IDENTITY_CLIENT_SECRET'";
        for (String other : List.of("'secret': ''", "'secret': '', 'secretOf': 'CFA_ISSUANCE_CLIENT_SECRET'")) {
            RealmChange change = only(between(REALM, CLIENTS.replace(own, other), ROLES));
            assertThat(change.line()).isEqualTo("client identity: secret: not that of ${CFA_IDENTITY_CLIENT_SECRET}");
            assertThat(change.method() + " " + change.path()).isEqualTo("PUT /clients/2");
            assertThat(change.body())
                    .isEqualTo(json("{'clientId': 'identity', 'secret': '${CFA_IDENTITY_CLIENT_SECRET}'}"));
        }
    }

    @Test
    void aSecretIsNotSentBackWithWhatElseIsChangedOfAClient() {
        String own = "'secretOf': 'CFA_IDENTITY_CLIENT_SECRET', 'serviceAccountsEnabled': true";
        RealmChange change =
                only(between(REALM, CLIENTS.replace(own, own.replace("true", "false") + ", 'secret': ''"), ROLES));
        assertThat(change.body().has("secret")).isFalse();
        assertThat(change.body().has("secretOf")).isFalse();
    }

    @Test
    void aFileThatIsNoRealmIsRefusedWithItsLine() {
        assertThatThrownBy(() -> RealmFile.parse("{\n'realm'", Map.of()))
                .isInstanceOf(RolloutException.class)
                .hasMessageStartingWith("keycloak/realm-cfa.json:2  is not JSON. Next: ");
        assertThatThrownBy(() -> RealmFile.parse("[]", Map.of()))
                .hasMessageStartingWith("keycloak/realm-cfa.json  has no name of a realm; expected \"realm\": ");
    }

    @Test
    void aVariableIsTextWhateverStandsInIt() {
        assertThat(RealmFile.parse("{\"realm\": \"${CFA_A}\"}", Map.of("CFA_A", "x\", \"y\": \"$1\\"))
                        .name())
                .isEqualTo("x\", \"y\": \"$1\\");
    }

    @Test
    void theFileOfTheRepositoryCanBeRead() throws IOException {
        RealmFile file = RealmFile.parse(
                Files.readString(Path.of("../deploy/docker-compose-at-vps/cfa2", RealmFile.PATH)), Map.of());
        assertThat(file.clients()).isNotEmpty();
        assertThat(file.roles()).extracting(role -> role.path("name").asText()).contains("investor");
    }

    private static RealmChange only(List<RealmChange> changes) {
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    private static List<RealmChange> between(String realm, String clients, String roles) {
        try {
            return RealmDifference.between(
                    RealmFile.parse(FILE.replace('\'', '"'), Map.of("CFA_PUBLIC_HOST", "h")),
                    new ObservedRealm(json(realm), RealmFile.list(json(clients)), RealmFile.list(json(roles))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text.replace('\'', '"'));
    }
}
