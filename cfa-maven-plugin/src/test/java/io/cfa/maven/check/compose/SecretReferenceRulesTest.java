package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretReferenceRulesTest {

    private static List<String> found(String services, String secrets) {
        ComposeText file = new ComposeText("services:\n" + services + secrets);
        new SecretReferenceRules(file.findings).check(file.compose, file.services);
        return file.found();
    }

    @Test
    void whatIsUsedIsListedAndWhatIsListedIsUsed() {
        assertThat(found("  a: {secrets: [one, {source: two}]}\n", "secrets: {one: {}, two: {}}\n"))
                .isEmpty();
        assertThat(found("  a: {secrets: [one, {source: three}]}\n", "secrets: {one: {}, two: {}}\n"))
                .containsExactlyInAnyOrder(
                        "2 the secret three; expected an entry under the top-level secrets",
                        "3 the secret two, which no service uses; expected one that does");
        assertThat(found("  a: {}\n", "")).isEmpty();
    }

    @Test
    void whatIsReadUnderRunSecretsIsAmongThoseOfTheService() {
        String listed = "secrets: {one: {}, two: {}}\n";
        String a =
                "  a: {secrets: [one, {source: two, target: %s}], command: \"x /run/secrets/one /run/secrets/%s\"}\n";
        assertThat(found(a.formatted("other", "other"), listed)).isEmpty();
        assertThat(found(a.formatted("/run/secrets/other", "other"), listed)).isEmpty();
        assertThat(found(a.formatted("other", "two"), listed))
                .containsExactly("2 a reads the secret two, which it has not; expected two under its secrets");
        assertThat(found("  a: {secrets: [one, {source: two}], command: [/run/secrets/two]}\n", listed))
                .isEmpty();
        assertThat(found("  a: {secrets: [one, two]}\n  b: {environment: {X: /run/secrets/one}}\n", listed))
                .containsExactly("3 b reads the secret one, which it has not; expected one under its secrets");
    }

    @Test
    void postgresHasThePasswordOfEachDatabaseThatItMakes() {
        String listed = "secrets: {a_db_password: {}, other: {}}\n";
        String a = "  a: {secrets: [a_db_password, other]}\n";
        assertThat(found(a + "  postgres: {secrets: [a_db_password]}\n", listed))
                .isEmpty();
        assertThat(found(a + "  postgres: {secrets: [{source: a_db_password}]}\n", listed))
                .isEmpty();
        assertThat(found(a + "  postgres: {}\n", listed))
                .containsExactly(
                        "4 the secret a_db_password, which postgres has not; expected a_db_password under postgres' secrets");
        assertThat(found(a + "  mysql: {}\n", listed)).isEmpty();
    }
}
