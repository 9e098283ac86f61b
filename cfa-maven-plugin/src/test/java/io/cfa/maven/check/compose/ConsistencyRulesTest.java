package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsistencyRulesTest {

    private static List<String> found(String text) {
        ComposeText file = new ComposeText(text);
        new ConsistencyRules(file.findings).check(file.compose, file.services);
        return file.found();
    }

    @Test
    void aConfigHasOneSourceAndASecretNotTwo() {
        assertThat(
                        found(
                                """
                        services: {}
                        configs:
                          none: {name: x}
                          two: {file: ./a, content: b}
                          one: {environment: A}
                          other: {external: true}
                        secrets:
                          none: {name: x}
                          two: {environment: A, file: ./a}
                          one: {file: ./a}
                        """))
                .containsExactly(
                        "3 the config none has no source; expected one of file, content, environment, external",
                        "4 the config two has file and content; expected one of file, content, environment, external",
                        "9 the secret two has file and environment; expected one of file, environment");
    }

    @Test
    void theNextStepIsToAddOneOrToLeaveOne() {
        ComposeText file = new ComposeText("services: {}\nconfigs:\n  none: {}\n  two: {file: ./a, content: b}\n");
        new ConsistencyRules(file.findings).check(file.compose, file.services);
        assertThat(file.findings.sorted())
                .extracting(found -> found.finding().next())
                .containsExactly("add one", "leave one");
    }

    @Test
    void aServiceIsCalledAsAnImageMayBe() {
        assertThat(found("services:\n  a.B_c-9: {}\n  a b: {}\n"))
                .containsExactly(
                        "3 the service a b; expected a name of letters, digits, dots, hyphens and underscores");
    }

    @Test
    void aNetworkIsOfOneKind() {
        assertThat(
                        found(
                                "services:\n  a: {network_mode: none}\n  b: {networks: [x]}\n  c: {networks: [x], network_mode: none}\n"))
                .containsExactly("4 c has both network_mode and networks; expected one of them");
    }

    @Test
    void aTestThatIsAListSaysWhoRunsIt() {
        assertThat(
                        found(
                                """
                        services:
                          a: {healthcheck: {test: [CMD, x]}}
                          b: {healthcheck: {test: [CMD-SHELL, x]}}
                          c: {healthcheck: {test: [NONE]}}
                          d: {healthcheck: {test: curl x}}
                          e: {healthcheck: {test: []}}
                          f: {healthcheck: {test: [curl, x]}}
                        """))
                .containsExactly("7 a test of f that begins with curl; expected CMD, CMD-SHELL or NONE first");
    }

    @Test
    void twoContainersHaveTwoNames() {
        assertThat(found("services:\n  a: {container_name: x}\n  b: {container_name: y}\n  c: {container_name: x}\n"))
                .containsExactly("4 the container name x, which a has too; expected a name of its own");
    }
}
