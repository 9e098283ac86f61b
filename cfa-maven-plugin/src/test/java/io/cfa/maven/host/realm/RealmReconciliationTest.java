package io.cfa.maven.host.realm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.ScriptedHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealmReconciliationTest {

    private static final String FILE = "{\"realm\": \"cfa\", \"accessTokenLifespan\": 300}";
    private static final String ASK = ask();
    private static final Command CAT = Command.of("cat", "/srv/cfa/keycloak/realm-cfa.json");

    private final List<String> said = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private RealmReconciliation realm(Result file, Result answer) {
        ScriptedHost host = new ScriptedHost().answers(CAT.line(), file).answers(ASK, answer);
        Sleeper sleeper = new Sleeper() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public void pause(Duration duration) {
                now = now.plus(duration);
            }
        };
        return new RealmReconciliation(
                HostContext.of(host, sleeper, said::add), "/srv/cfa", new KeycloakAdmin(host, "cfa"));
    }

    /** The question for the realm, its clients and roles, and for more. */
    private static String ask(String... more) {
        List<String> paths = new ArrayList<>(
                List.of("/admin/realms/cfa", "/admin/realms/cfa/clients?max=1000", "/admin/realms/cfa/roles?max=1000"));
        paths.addAll(List.of(more));
        return new KeycloakAdmin(new ScriptedHost(), "cfa")
                .observation(paths)
                .orElseThrow()
                .line();
    }

    private static Result file() {
        return new Result(0, FILE, "");
    }

    @Test
    void whatDiffersIsALine() {
        Result answer = new Result(
                0, "env CFA_A=b\nGET 200 {\"realm\":\"cfa\",\"accessTokenLifespan\":60}\nGET 200 []\nGET 200 []\n", "");
        assertThat(realm(file(), answer).difference()).hasValue(List.of("realm cfa: accessTokenLifespan: 60 → 300"));
    }

    @Test
    void whatTheAccountsOfClientsMayDoIsAskedOfTheClientsThatAreThere() {
        String file =
                "{\"realm\":\"cfa\",\"roles\":{\"client\":{\"registry\":[{\"name\":\"prove\"}]}},\"clients\":[{\"clientId\":\"registry\"}]}";
        Result clients = new Result(
                0, "GET 200 {}\nGET 200 [{\"id\":\"1\",\"clientId\":\"registry\"}]\nGET 200 []\nGET 200 []\n", "");
        ScriptedHost host = new ScriptedHost()
                .answers(CAT.line(), new Result(0, file, ""))
                .answers(ask("/admin/realms/cfa/clients/{client registry}/roles?max=1000"), clients);
        RealmReconciliation realm = new RealmReconciliation(
                HostContext.of(host, Sleeper.system(), said::add), "/srv/cfa", new KeycloakAdmin(host, "cfa"));
        assertThat(realm.difference()).hasValue(List.of("client registry: role prove: missing"));
    }

    @Test
    void whereThereIsNoContainerNobodyWaitsAndWhereKeycloakStartsItIsWaitedForThreeMinutes() {
        realm(file(), new Result(3, "", "")).apply();
        assertThat(now).isEqualTo(Instant.EPOCH);
        realm(file(), new Result(4, "", "")).apply();
        assertThat(now).isEqualTo(Instant.EPOCH.plusSeconds(180));
        assertThat(said).isEmpty();
    }

    @Test
    void withoutAFileNothingIsAsked() {
        assertThat(realm(new Result(1, "", "No such file"), new Result(1, "", ""))
                        .difference())
                .isEmpty();
    }

    @Test
    void aRefusedAdministratorAndABrokenAnswerSayWhatToDo() {
        assertThatThrownBy(() -> realm(file(), new Result(5, "", "")).difference())
                .isInstanceOf(RolloutException.class)
                .hasMessageContaining("refuses the user admin with secrets/keycloak_admin_password. Next: ");
        assertThatThrownBy(() -> realm(file(), new Result(0, "GET 200 {\nGET 200 []\nGET 200 []\n", ""))
                        .difference())
                .hasMessageContaining("answered GET /admin/realms/cfa with something that is not JSON. Next: ");
        assertThatThrownBy(() -> realm(file(), new Result(0, "GET 403 {}\nGET 200 []\nGET 200 []\n", ""))
                        .difference())
                .hasMessageContaining("answered 403 to GET /admin/realms/cfa. Next: ");
    }
}
