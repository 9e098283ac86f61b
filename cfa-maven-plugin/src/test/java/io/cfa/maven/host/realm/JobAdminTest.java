package io.cfa.maven.host.realm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.cfa.maven.docker.swarm.JobEngine;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.remote.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job is really run by this machine's bash, against a server that answers as Keycloak's admin API does. */
class JobAdminTest {

    private static final String CLIENTS =
            "[{\"id\":\"11-a\",\"clientId\":\"registry\",\"secret\":\"hush\"},{\"id\":\"22-b\",\"clientId\":\"rollout\",\"serviceAccountsEnabled\":true}]";

    @TempDir
    Path temp;

    private final Map<String, String> pages = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer keycloak;
    private JobEngine engine;

    @BeforeEach
    void aSwarmWithKeycloak() throws IOException {
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keycloak.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            String page = pages.get(exchange.getRequestURI().toString());
            byte[] answer = (page == null ? "{}" : page).getBytes(StandardCharsets.UTF_8);
            boolean get = exchange.getRequestMethod().equals("GET");
            exchange.sendResponseHeaders(page == null && get ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        keycloak.start();
        pages.put("/realms/master/protocol/openid-connect/token", "{\"access_token\":\"ey.admin\"}");
        engine = new JobEngine(
                        temp,
                        "s#^keycloak/8080#127.0.0.1/" + keycloak.getAddress().getPort() + "#")
                .secret("admin_password", "p&ss=word")
                .secret("identity_client_secret", "open sesame");
    }

    @AfterEach
    void close() {
        keycloak.stop(0);
    }

    private JobAdmin admin() {
        String spec =
                """
                {"Image": "keycloak@sha256:1", "Env": ["CFA_PUBLIC_HOST=cfa2.test", "KC_DB=postgres"],
                 "Command": ["bash", "-euc", "export CFA_IDENTITY_CLIENT_SECRET=\\"$(< /run/secrets/identity_client_secret)\\"\\nexec kc.sh"],
                 "Secrets": [{"File": {"Name": "admin_password"}, "SecretName": "cfa_keycloak_admin_password.v1"},
                             {"File": {"Name": "/run/secrets/identity_client_secret"}, "SecretName": "cfa_identity_client_secret.v2"}]}
                """;
        SwarmState state = SwarmState.of("cfa")
                .read(
                        "cfa2",
                        new Result(
                                0, service("edge", "{\"Global\": {}}", "{\"Image\": \"haproxy@sha256:0\"}", spec), ""));
        return new JobAdmin(engine.manager(), "cfa", state);
    }

    private static String service(String edge, String mode, String container, String keycloak) {
        return """
                [{"ID": "e", "Spec": {"Name": "cfa_%s", "Mode": %s, "TaskTemplate": {"ContainerSpec": %s}}},
                 {"ID": "k", "Spec": {"Name": "cfa_keycloak", "Mode": {"Replicated": {"Replicas": 1}}, "TaskTemplate": {"ContainerSpec": %s}}}]
                [{"ID": "t", "ServiceID": "k", "NodeID": "n", "DesiredState": "running", "Status": {"State": "running", "Timestamp": "2026-11-30T08:00:00Z"},
                  "Spec": {"ContainerSpec": {"Image": "keycloak@sha256:1"}}}]
                [{"ID": "n", "Status": {"State": "ready"}, "Spec": {"Availability": "active"}, "Description": {"Hostname": "cfa2"}}]
                """
                .formatted(edge, mode, container, keycloak);
    }

    @Test
    void theRealmIsAskedWithThePasswordThatOnlyTheJobHas() throws IOException {
        pages.put("/admin/realms/cfa", "{\"realm\":\"cfa\"}");
        pages.put("/admin/realms/cfa/clients?max=1000", CLIENTS);
        pages.put("/admin/realms/cfa/clients/22-b/service-account-user", "{\"id\":\"33-c\"}");
        pages.put("/admin/realms/cfa/users/33-c/role-mappings", "{\"clientMappings\":{}}");

        Result result = admin().observe(List.of(
                "/admin/realms/cfa",
                "/admin/realms/cfa/clients?max=1000",
                "/admin/realms/cfa/clients/{client rollout}/service-account-user",
                "/admin/realms/cfa/users/{id}/role-mappings",
                "/admin/realms/cfa/clients/{client later}/roles?max=1000"));

        assertThat(result)
                .isEqualTo(new Result(
                        0,
                        "env CFA_PUBLIC_HOST=cfa2.test\nGET 200 {\"realm\":\"cfa\"}\nGET 200 "
                                + CLIENTS.replace("hush", "")
                                + "\nGET 200 {\"id\":\"33-c\"}\nGET 200 {\"clientMappings\":{}}\nGET 404 {}\n",
                        ""));
        assertThat(requests.get(0)).contains("username=admin&password=%70%26%73%73%3D%77%6F%72%64");
        assertThat(engine.asked())
                .contains(
                        " --secret source=cfa_keycloak_admin_password.v1,target=admin_password,mode=0444"
                                + " --secret source=cfa_identity_client_secret.v2,target=identity_client_secret,mode=0444 ",
                        " --entrypoint bash haproxy@sha256:0 -c ")
                .doesNotContain("p&ss", "open sesame", "ey.admin");
    }

    @Test
    void aChangeIsSentWithTheSecretsThatItNames() {
        Result result = admin().apply(
                        "cfa",
                        List.of(
                                change(
                                        "/clients",
                                        "{\"secret\": \"${CFA_IDENTITY_CLIENT_SECRET}\", \"url\": \"${authBaseUrl}\"}"),
                                change("/roles", "{\"name\": \"x\"}")));
        assertThat(result.output()).isEqualTo("200 \n200 \n");
        assertThat(requests)
                .contains(
                        "PUT /admin/realms/cfa/clients {\"secret\":\"open sesame\",\"url\":\"${authBaseUrl}\"}",
                        "PUT /admin/realms/cfa/roles {\"name\":\"x\"}");
    }

    @Test
    void aChangeThatNamesASecretThatKeycloakDoesNotHaveIsNotSent() {
        Result result =
                admin().apply("cfa", List.of(change("/clients", "{\"secret\": \"${CFA_OTHER_CLIENT_SECRET}\"}")));
        assertThat(result.output()).isEqualTo("0 it names CFA_OTHER_CLIENT_SECRET, which Keycloak does not have\n");
        assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
    }

    @Test
    void aKeycloakThatIsNotThereYetAndOneThatRefusesAreToldApart() {
        pages.put("/realms/master/protocol/openid-connect/token", "{\"error\":\"invalid_grant\"}");
        assertThat(admin().observe(List.of("/admin/realms/cfa")).exitStatus()).isEqualTo(5);
        keycloak.stop(0);
        assertThat(admin().observe(List.of("/admin/realms/cfa")).exitStatus()).isEqualTo(4);
    }

    @Test
    void aJobThatCannotBeHadIsToldWithItsReason() throws IOException {
        engine.states("Rejected: busy\nRejected: busy\nRejected: busy");
        assertThat(admin().observe(List.of("/admin/realms/cfa")))
                .isEqualTo(new Result(1, "", "the job that asks it, its task, three times: Rejected: busy"));
    }

    @Test
    void anAnswerThatIsCutIsNone() {
        assertThat(admin().read(new Result(0, "exit 0\nR0VUI", "")))
                .isEqualTo(new Result(1, "", "the job that asks it, its answer is cut"));
    }

    @Test
    void aRealmThatDiffersIsBroughtToItsFileThroughJobs() throws IOException {
        pages.put("/admin/realms/cfa", "{\"realm\":\"cfa\",\"accessTokenLifespan\":60}");
        pages.put("/admin/realms/cfa/clients?max=1000", "[]");
        pages.put("/admin/realms/cfa/roles?max=1000", "[]");
        engine.program(
                "cat",
                "case $1 in */realm-cfa.json) echo '{\"realm\": \"cfa\", \"accessTokenLifespan\": 300}' ;; *) exec /bin/cat \"$@\" ;; esac");
        List<String> said = new ArrayList<>();
        keycloak.createContext("/admin/realms/cfa", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            if (exchange.getRequestMethod().equals("PUT")) {
                pages.put("/admin/realms/cfa", "{\"realm\":\"cfa\",\"accessTokenLifespan\":300}");
            }
            byte[] answer = pages.getOrDefault(exchange.getRequestURI().toString(), "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });

        new RealmReconciliation(HostContext.of(engine.manager(), Sleeper.system(), said::add), "/srv/cfa", admin())
                .apply();

        assertThat(said).containsExactly("realm: realm cfa: accessTokenLifespan: 60 → 300");
        assertThat(requests.stream().filter(each -> each.startsWith("PUT")).collect(Collectors.toList()))
                .containsExactly("PUT /admin/realms/cfa");
    }

    private static RealmChange change(String path, String body) {
        try {
            return new RealmChange("it", "PUT", path, new JsonMapper().readTree(body));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
