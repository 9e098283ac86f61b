package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConflictRulesTest {

    private static List<String> found(String text) {
        ComposeText file = new ComposeText(text);
        new ConflictRules(file.findings, ComposeText.RESOLVED).check(file.compose, file.services);
        return file.found();
    }

    private static String sizes(String one, String other) {
        return "services:\n  a:\n    mem_limit: " + one + "\n    deploy: {resources: {limits: {memory: " + other
                + "}}}\n";
    }

    @ParameterizedTest
    @CsvSource({
        "1024m, 1g",
        "1G, 1024mb",
        "1048576k, 1gib",
        "1t, 1024g",
        "1p, 1024t",
        "1.5g, 1536m",
        "1024, 1k",
        "'${SIZE}', 1024m",
        // compose lets this one be overridden
        "0, 1g",
        "0m, 1g",
        "some, SOME"
    })
    void theSameSizeInAnotherUnitIsNoConflict(String one, String other) {
        assertThat(found(sizes(one, other))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1g, 1000m", "1m, 1k", "1, 1b2", "1.2.3, 1.2.4", "some, other", "512m, 0"})
    void twoSizesAreOne(String one, String other) {
        assertThat(found(sizes(one, other)))
                .containsExactly("3 mem_limit " + one + " of a, and " + other
                        + " at line 4 under deploy; expected one of them, or the same");
    }

    @Test
    void eachTwinUnderDeployIsCompared() {
        assertThat(
                        found(
                                """
                        services:
                          a:
                            cpus: 1
                            pids_limit: 5
                            mem_reservation: 1m
                            scale: 2
                            deploy:
                              replicas: 3
                              resources:
                                limits: {cpus: 2, pids: 6}
                                reservations: {memory: 2m}
                        """))
                .containsExactly(
                        "3 cpus 1 of a, and 2 at line 10 under deploy; expected one of them, or the same",
                        "4 pids_limit 5 of a, and 6 at line 10 under deploy; expected one of them, or the same",
                        "5 mem_reservation 1m of a, and 2m at line 11 under deploy; expected one of them, or the same",
                        "6 scale 2 of a, and 3 at line 8 under deploy; expected one of them, or the same");
    }

    @Test
    void whatHasAnotherShapeIsToldElsewhere() {
        assertThat(found("services:\n  a:\n    mem_limit: [1g]\n    deploy: {resources: {limits: {memory: 2g}}}\n"))
                .isEmpty();
        assertThat(found("services:\n  a:\n    mem_limit: 1g\n    deploy: {resources: {limits: {memory: }}}\n"))
                .isEmpty();
        assertThat(found("services:\n  a:\n    mem_limit: 1g\n    deploy: {resources: none}\n"))
                .isEmpty();
    }

    @Test
    void aNameIsForOneContainer() {
        String expected = "; expected no container_name, or one container";
        assertThat(found("services:\n  a: {container_name: x, scale: 2}\n"))
                .containsExactly("2 the container name x of a, which runs 2 times" + expected);
        assertThat(found("services:\n  a: {container_name: x, deploy: {replicas: 3}}\n"))
                .containsExactly("2 the container name x of a, which runs 3 times" + expected);
        assertThat(found("services:\n  a: {container_name: x, scale: \"${ONE}\"}\n"))
                .isEmpty();
        assertThat(found("services:\n  a: {container_name: x, scale: 0}\n")).isEmpty();
        assertThat(found("services:\n  a: {container_name: x}\n")).isEmpty();
        assertThat(found("services:\n  a: {scale: 2}\n")).isEmpty();
    }

    @Test
    void whatIsExternalHasItsNameAlone() {
        String expected = "; expected external and name alone";
        for (String kind : List.of("volume", "network", "secret", "config")) {
            String begin = "services: {}\n" + kind + "s:\n  one: ";
            assertThat(found(begin + "{external: true, driver: x, labels: [y]}\n"))
                    .containsExactly("3 " + kind + " one is external, and has driver and labels" + expected);
            assertThat(found(begin + "{external: true, name: x, x-mine: y}\n")).isEmpty();
            assertThat(found(begin + "{external: false, driver: x}\n")).isEmpty();
            assertThat(found(begin + "{driver: x}\n")).isEmpty();
            assertThat(found(begin + "\n")).isEmpty();
            assertThat(found(begin + "{external: {name: x}, name: x}\n")).isEmpty();
            assertThat(found(begin + "{external: {name: x}, name: y}\n"))
                    .containsExactly("3 " + kind + " one is external, and has name" + expected);
        }
    }
}
