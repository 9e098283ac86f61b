package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.RealmFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The realm of the bundle: what each service may call at the others, and no more. */
class RealmFileTest {

    private final JsonNode realm = RealmFile.json();

    @Test
    void eachServiceMayCallWhatItsCodeCalls() {
        assertThat(RealmFile.rolesOf("identity")).containsExactlyInAnyOrder("compliance.screen");
        assertThat(RealmFile.rolesOf("issuance"))
                .containsExactlyInAnyOrder(
                        "compliance.read-screenings",
                        "bank-nominal.read-accounts",
                        "registry.register-assets",
                        "settlement.place-offers");
        assertThat(RealmFile.rolesOf("settlement"))
                .containsExactlyInAnyOrder(
                        "compliance.reserve",
                        "compliance.read-screenings",
                        "bank-nominal.hold",
                        "registry.transfer",
                        "registry.read-holdings");
        assertThat(RealmFile.rolesOf("bank-nominal")).containsExactlyInAnyOrder("compliance.read-screenings");
        assertThat(RealmFile.rolesOf("registry")).isEmpty();
        assertThat(RealmFile.rolesOf("compliance")).isEmpty();
    }

    @Test
    void noTwoClientsHaveOneSecretAndNoneStandsInTheFile() {
        List<String> secrets = new ArrayList<>();
        realm.at("/clients").forEach(client -> {
            if (client.has("secret")) {
                secrets.add(client.at("/secret").asString());
            }
        });
        assertThat(secrets).doesNotHaveDuplicates().hasSize(5).allSatisfy(secret -> assertThat(secret)
                .matches("\\$\\{CFA_[A-Z_]+_CLIENT_SECRET}"));
    }

    @Test
    void noServiceHasARoleOfPeopleAndEveryRoleThatIsGivenIsThere() {
        Set<String> there = new TreeSet<>();
        realm.at("/roles/client").properties().forEach(at -> at.getValue()
                .forEach(role -> there.add(at.getKey() + "." + role.at("/name").asString())));
        Set<String> given = new TreeSet<>();
        realm.at("/users").forEach(user -> {
            assertThat(user.has("realmRoles")).isFalse();
            given.addAll(
                    List.of(RealmFile.rolesOf(user.at("/serviceAccountClientId").asString())));
        });
        assertThat(given).isEqualTo(there);
    }

    @Test
    void whatAllServicesSharedIsGone() {
        assertThat(realm.toString()).doesNotContain("cfa-service", "\"service\"");
    }
}
