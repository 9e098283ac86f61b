package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.env.EnvFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsRulesTest {

    private static final String ACME =
            """
            CFA_TLS=acme
            KEYCLOAK_URL=https://dev.example.com
            PUBLIC_HOST=dev.example.com
            ACME_EMAIL=ops@example.com
            ACME_DIRECTORY=https://acme.example.com/directory
            ACME_RENEW_DAYS=30
            COMPOSE_PROFILES=kafka,acme
            """;

    private static List<String> found(String env) {
        Findings findings = new Findings(Path.of("/clone"));
        new TlsRules(findings, EnvFile.parse(Path.of("/clone/.env.cfa2"), env)).check();
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @Test
    void aFileThatSaysAllThatAnAuthorityNeedsIsInOrder() {
        assertThat(found(ACME)).isEmpty();
        assertThat(found(ACME + "CFA_ENGINE=compose\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CFA_TLS=off\nKEYCLOAK_URL=http://x\n", "CFA_TLS=else\nKEYCLOAK_URL=http://x\n"})
    void withoutTlsNothingIsAsked(String env) {
        assertThat(found(env)).isEmpty();
    }

    @Test
    void theIssuerHasTlsWhereTheEdgeHas() {
        assertThat(found("CFA_TLS=file\nKEYCLOAK_URL=http://x\n"))
                .containsExactly("2 KEYCLOAK_URL=http://x with CFA_TLS=file; expected https://…");
        assertThat(found("CFA_TLS=file\nKEYCLOAK_URL=https://x\n")).isEmpty();
        assertThat(found("CFA_TLS=file\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUBLIC_HOST=dev.example.com | PUBLIC_HOST=localhost | a name with a dot, which leads to the host",
                "PUBLIC_HOST=dev.example.com | PUBLIC_HOST=10.0.0.1 | a name with a dot, which leads to the host",
                "ACME_EMAIL=ops@example.com | ACME_EMAIL=ops | an address that the authority may write to",
                "ACME_DIRECTORY=https:// | ACME_DIRECTORY=http:// | https://…, the authority's directory",
                "ACME_RENEW_DAYS=30 | ACME_RENEW_DAYS=0 | a number of days",
                "ACME_RENEW_DAYS=30 | ACME_RENEW_DAYS=1000 | a number of days",
                "COMPOSE_PROFILES=kafka,acme | COMPOSE_PROFILES=kafka | acme among them, or nobody asks for a certificate",
            })
    void eachLineIsAsAnAuthorityNeedsIt(String right, String wrong, String expected) {
        assertThat(found(ACME.replace(right, wrong)))
                .singleElement()
                .asString()
                .contains(" " + wrong)
                .endsWith(" with CFA_TLS=acme; expected " + expected);
    }

    @Test
    void aLineThatIsMissingIsOneOfTheWholeFile() {
        assertThat(found(ACME.replace("ACME_EMAIL=ops@example.com\n", "")))
                .containsExactly(
                        "1 no ACME_EMAIL with CFA_TLS=acme; expected an address that the authority may write to");
    }

    @Test
    void aSwarmHasNoClientOfAnAuthority() {
        assertThat(found(ACME + "CFA_ENGINE=swarm\n"))
                .containsExactly(
                        "8 CFA_ENGINE=swarm with CFA_TLS=acme; expected compose: a swarm has an edge on each node, and one client for none of them");
    }
}
