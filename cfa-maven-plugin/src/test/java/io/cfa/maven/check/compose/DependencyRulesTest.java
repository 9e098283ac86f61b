package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyRulesTest {

    private static List<String> found(String text) {
        ComposeText file = new ComposeText(text);
        new DependencyRules(file.findings, ComposeText.RESOLVED).check(file.compose, file.services);
        return file.found();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "depends_on: [storage]",
                "depends_on: {storage: {condition: service_started}}",
                "depends_on: {storage: }",
                "links: [\"storage:alias\"]",
                "volumes_from: [\"storage:ro\"]",
                "network_mode: \"service:storage\"",
                "ipc: \"service:storage\"",
                "pid: \"service:storage\"",
                "uts: \"service:storage\"",
                "cgroup: \"service:storage\""
            })
    void whateverNamesAServiceNamesOneThatIsThere(String line) {
        assertThat(found("services:\n  a:\n    " + line + "\n  b: {}\n"))
                .containsExactly("3 a depends on storage; expected a service of this file");
        assertThat(found("services:\n  a:\n    " + line + "\n  storage: {}\n")).isEmpty();
    }

    @Test
    void whatIsNoServiceOrNotKnownIsLeftAlone() {
        assertThat(
                        found(
                                "services:\n  a: {volumes_from: [\"container:x\"], network_mode: host, links: [\"${OTHER}\"], depends_on: [\"${WHICH}\"]}\n  b: {}\n"))
                .isEmpty();
        assertThat(found("services:\n  queue: {depends_on: [\"${OTHER}\"]}\n"))
                .containsExactly("2 queue depends on b; expected a service of this file");
    }

    @Test
    void aNameThatIsNearlyOneIsSuggested() {
        assertThat(found("services:\n  a: {depends_on: [postgers]}\n  postgres: {}\n"))
                .containsExactly("2 a depends on postgers; expected the service postgres");
    }

    @Test
    void whoIsDependedOnIsOnWheneverTheOtherIs() {
        String b = "  b: {profiles: [p, q]}\n";
        String finding =
                "2 a depends on b, which the profile p, q switches off; expected a service that is on whenever a is";
        assertThat(found("services:\n  a: {depends_on: [b]}\n" + b)).containsExactly(finding);
        assertThat(found("services:\n  a: {depends_on: [b], profiles: [p, r]}\n" + b))
                .containsExactly(finding);
        assertThat(found("services:\n  a: {depends_on: {b: {required: true}}}\n" + b))
                .containsExactly(finding);
        assertThat(found("services:\n  a: {depends_on: [b], profiles: [p]}\n" + b))
                .isEmpty();
        assertThat(found("services:\n  a: {depends_on: {b: {required: false}}}\n" + b))
                .isEmpty();
        assertThat(found("services:\n  a: {depends_on: {storage: {required: false}}}\n" + b))
                .containsExactly("2 a depends on storage; expected a service of this file");
    }

    @Test
    void aCircleIsToldAtEachWhoIsInIt() {
        assertThat(
                        found(
                                "services:\n  a: {depends_on: [b]}\n  b: {links: [c]}\n  c: {depends_on: [a]}\n  d: {depends_on: [a]}\n"))
                .containsExactly(
                        "2 a depends on itself, by way of c; expected dependencies without a circle",
                        "3 b depends on itself, by way of a; expected dependencies without a circle",
                        "4 c depends on itself, by way of b; expected dependencies without a circle");
        assertThat(found("services:\n  a: {depends_on: [a]}\n"))
                .containsExactly("2 a depends on itself; expected dependencies without a circle");
    }

    @Test
    void networksAndConfigsStandInTheListOfTheFile() {
        assertThat(
                        found(
                                """
                        services:
                          a:
                            networks: [default, back, bakc]
                            configs: [realm, {source: relam}]
                          b:
                            networks: {front: {}, "${OTHER}": {}, "${WHICH}": {}}
                          c:
                            configs: [default]
                        networks: {back: {}, b: {}}
                        configs: {realm: {}}
                        """))
                .containsExactly(
                        "3 the network bakc; expected back, which the top-level networks have",
                        "4 the config relam; expected realm, which the top-level configs have",
                        "6 the network front; expected an entry under the top-level networks",
                        "8 the config default; expected an entry under the top-level configs");
    }
}
