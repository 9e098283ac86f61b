package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRulesTest {

    private static final String ENV =
            "IDENTITY_PORT=58082\nDB_PORT=58093\nTWIN_PORT=58093\nWRONG_PORT=70000\nTEXT_PORT=x\nADDRESS=10.0.0.1\n";

    private Map<String, List<String>> byService;

    private List<String> found(String services) {
        ComposeText file = new ComposeText("services:\n" + services, "identity");
        Optional<Variables> variables =
                Variables.read(ComposeText.ROOT.resolve(".env.cfa2"), ENV, file.findings.of("env"));
        PortRules rules = new PortRules(file.findings, variables, Set.of("edge"));
        file.services.forEach(rules::check);
        rules.ingress(file.services);
        byService = rules.byService();
        return file.found();
    }

    @Test
    void oursHasItsVariableAndIsOpen() {
        assertThat(found("  identity: {ports: [\"${IDENTITY_PORT}:8080\"]}\n")).isEmpty();
        assertThat(byService).isEqualTo(Map.of("identity", List.of("58082")));
        assertThat(found("  identity: {}\n"))
                .containsExactly("2 identity publishes no port; expected ${IDENTITY_PORT}:8080");
        assertThat(byService).isEqualTo(Map.of("identity", List.of()));
        assertThat(found("  other: {}\n")).isEmpty();
        assertThat(byService).isEqualTo(Map.of("other", List.of()));
        assertThat(found("  identity: {ports: [{target: 8080, published: \"${IDENTITY_PORT}\"}]}\n"))
                .isEmpty();
        assertThat(found("  identity: {ports: [{target: 8080, published: \"${IDENTITY_PORT}\", protocol: tcp}]}\n"))
                .isEmpty();
        assertThat(found("  identity: {ports: [{target: 8080, published: \"${IDENTITY_PORT}\", protocol: udp}]}\n"))
                .containsExactly("2 port ${IDENTITY_PORT}:8080/udp of identity; expected ${IDENTITY_PORT}:8080");
        assertThat(found("  identity: {ports: [{target: 8080, published: \"${IDENTITY_PORT}\", host_ip: \"::1\"}]}\n"))
                .containsExactly("2 port [::1]:${IDENTITY_PORT}:8080 of identity; expected ${IDENTITY_PORT}:8080");
        assertThat(found(
                        "  identity: {ports: [{target: 8080, published: \"${IDENTITY_PORT}\", host_ip: \"[::1]\"}]}\n"))
                .containsExactly("2 port [::1]:${IDENTITY_PORT}:8080 of identity; expected ${IDENTITY_PORT}:8080");
    }

    @Test
    void theHostsOwnNetworkIsNobodys() {
        assertThat(found("  db: {network_mode: host}\n"))
                .containsExactly("2 db is on the host's own network; expected published ports only");
        assertThat(found("  db: {network_mode: none}\n")).isEmpty();
    }

    @Test
    void infrastructureIsOnLoopbackUnlessPeopleComeInThere() {
        assertThat(found("  db: {ports: [\"127.0.0.1:${DB_PORT}:5432\"]}\n")).isEmpty();
        assertThat(found("  edge: {ports: [\"${DB_PORT}:443\", \"${DB_PORT}:443/udp\"]}\n"))
                .isEmpty();
        assertThat(byService).isEqualTo(Map.of("edge", List.of("58093", "58093")));
        assertThat(found("  db: {ports: [\"${DB_PORT}:5432\"]}\n"))
                .containsExactly("2 db is published to the world; expected 127.0.0.1:${DB_PORT}:5432");
        assertThat(found("  db: {ports: [\"10.0.0.1:${DB_PORT}:5432\"]}\n"))
                .containsExactly("2 db is published to the world; expected 127.0.0.1:${DB_PORT}:5432");
        assertThat(found("  db: {ports: [\"${ADDRESS}:${DB_PORT}:5432/tcp\"]}\n"))
                .containsExactly("2 db is published to the world; expected 127.0.0.1:${DB_PORT}:5432/tcp");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:58093:5432, the literal port 58093; expected a variable of .env.cfa2",
        "127.0.0.1::5432, 'port 127.0.0.1::5432, of which the engine chooses the host''s; expected [address:]${VARIABLE}:containerPort'",
        "5432, 'port 5432, of which the engine chooses the host''s; expected [address:]${VARIABLE}:containerPort'"
    })
    void aPortOfTheHostIsAVariable(String port, String finding) {
        assertThat(found("  db: {ports: [\"" + port + "\"]}\n")).containsExactly("2 " + finding);
    }

    @ParameterizedTest
    @CsvSource({"${DB_PORT}", "$DB_PORT", "${DB_PORT:-58093}", "${DB_PORT-58093}", "${DB_PORT:?not set}"})
    void aVariableMayHaveADefault(String variable) {
        assertThat(found("  db: {ports: [\"127.0.0.1:" + variable + ":5432\"]}\n"))
                .isEmpty();
    }

    @Test
    void whatIsNoPortIsToldWhereItIsSet() {
        assertThat(found("  db: {ports: [\"127.0.0.1:${WRONG_PORT}:5432\"]}\n")).isEmpty();
        assertThat(byService).isEqualTo(Map.of("db", List.of("70000")));
        assertThat(found("  db: {ports: [\"127.0.0.1:${TEXT_PORT}:5432\"]}\n")).isEmpty();
        assertThat(byService).isEqualTo(Map.of("db", List.of("x")));
        assertThat(found("  db: {ports: [\"127.0.0.1:${NO_PORT}:5432\"]}\n"))
                .as("the rule of variables says so")
                .isEmpty();
        assertThat(found("  db: {ports: [\"localhost:${DB_PORT}:5432\"]}\n"))
                .containsExactly(
                        "2 port localhost:${DB_PORT}:5432, where \"localhost\" is not an address; expected an IP address such as 127.0.0.1");
    }

    @Test
    void twoDoNotShareAPortOfTheHost() {
        String db = "  db: {ports: [\"127.0.0.1:${DB_PORT}:5432\"]}\n";
        String finding = "3 port 58093 of the host, which db at line 2 has too; expected a port of its own";
        assertThat(found(db + "  queue: {ports: [\"127.0.0.1:${DB_PORT}:1\"]}\n"))
                .containsExactly(finding);
        assertThat(found(db + "  edge: {ports: [\"${DB_PORT}:1\"]}\n"))
                .as("all addresses are that one too")
                .containsExactly(finding);
        assertThat(found(db + "  queue: {ports: [\"127.0.0.1:58093:1\"]}\n")).contains(finding);
        assertThat(found(db + "  queue: {ports: [\"127.0.0.2:${DB_PORT}:1\"]}\n"))
                .isEmpty();
        assertThat(found(db + "  queue: {ports: [\"127.0.0.1:${DB_PORT}:1/udp\"]}\n"))
                .isEmpty();
        assertThat(found(db + "  queue: {ports: [\"127.0.0.1:${TWIN_PORT}:1\"]}\n"))
                .as("found where the second is set")
                .isEmpty();
        assertThat(found("  edge: {ports: [\"${ADDRESS}:${DB_PORT}:1\", \"10.0.0.1:${DB_PORT}:2\"]}\n"))
                .containsExactly("2 port 58093 of the host, which edge at line 2 has too; expected a port of its own");
    }

    @Test
    void whatTheEdgePublishesForAServiceIsThatServicesPort() {
        String edge = "  edge: {ports: [\"${IDENTITY_PORT}:443\"]}\n";
        assertThat(found(edge + "  identity: {x-cfa: {edge: \"${IDENTITY_PORT}\"}}\n"))
                .isEmpty();
        assertThat(byService).isEqualTo(Map.of("edge", List.of(), "identity", List.of("58082")));
        assertThat(found(edge + "  identity: {x-cfa: {edge: \"${DB_PORT}\"}}\n"))
                .containsExactly("3 x-cfa edge ${DB_PORT} of identity; expected ${IDENTITY_PORT}");
        assertThat(found(edge + "  db: {x-cfa: {edge: \"${DB_PORT}\"}}\n"))
                .containsExactly(
                        "3 x-cfa edge ${DB_PORT} of db, which no service publishes; expected \"${DB_PORT}:…\" under ports of the edge");
        assertThat(
                        found(
                                "  edge: {ports: [{target: 443, published: \"${DB_PORT}\"}]}\n  db: {x-cfa: {edge: \"${DB_PORT}\"}}\n"))
                .isEmpty();
        assertThat(byService).isEqualTo(Map.of("edge", List.of(), "db", List.of("58093")));
        assertThat(found("  db: {x-cfa: {edge: \"${NO_PORT}\"}}\n"))
                .containsExactly(
                        "2 x-cfa edge ${NO_PORT} of db, which no service publishes; expected \"${NO_PORT}:…\" under ports of the edge");
    }
}
