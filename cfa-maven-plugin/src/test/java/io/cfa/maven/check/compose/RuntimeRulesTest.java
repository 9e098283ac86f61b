package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeRulesTest {

    private static final String GOOD = "healthcheck: {test: x}, mem_limit: 1m, restart: always";

    private static List<String> found(String body) {
        ComposeText file = new ComposeText("services:\n  a: {" + body + "}\n");
        file.services.forEach(new RuntimeRules(file.findings)::check);
        return file.found();
    }

    @Test
    void whoIsCheckedBoundAndComesBackIsInOrder() {
        assertThat(found(GOOD)).isEmpty();
        assertThat(
                        found(
                                "healthcheck: {test: [CMD, x]}, deploy: {resources: {limits: {memory: 1m}}}, restart: unless-stopped"))
                .isEmpty();
        assertThat(found("image: x"))
                .containsExactly(
                        "2 a has no healthcheck; expected one that works in its image",
                        "2 a has no mem_limit; expected a memory limit",
                        "2 a has no restart policy; expected restart: unless-stopped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{test: }",
                "{test: \" \"}",
                "{test: NONE}",
                "{test: [NONE]}",
                "{test: []}",
                "{test: x, disable: true}"
            })
    void aCheckThatAsksNothingIsNone(String healthcheck) {
        assertThat(found(GOOD.replace("{test: x}", healthcheck)))
                .containsExactly("2 a has no healthcheck; expected one that works in its image");
    }

    @Test
    void aCheckThatIsNotSwitchedOffIsOne() {
        assertThat(found(GOOD.replace("{test: x}", "{test: x, disable: false}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "512b", "1 g", "1.5G", "0.5g", ".5g", "1kib", "1tb", "1p", "\"${SIZE}\""})
    void aMemoryLimitIsAsComposeReadsIt(String size) {
        assertThat(found(GOOD.replace("1m", size))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0m", "0.0g", "x", "1x", "1mm", "-1", "$"})
    void whatIsNoneIsRefused(String size) {
        assertThat(found(GOOD.replace("1m", size)))
                .containsExactly("2 mem_limit " + size + " of a; expected a memory limit such as 384m");
    }

    @Test
    void whoDoesNotComeBackAfterARebootIsNamed() {
        for (String policy : List.of("on-failure", "no")) {
            assertThat(found(GOOD.replace("always", "\"" + policy + "\"")))
                    .containsExactly("2 restart: " + policy + " of a; expected restart: unless-stopped");
        }
    }

    @Test
    void nothingComesFromAnotherFile() {
        assertThat(found(GOOD + ", extends: {service: b}, env_file: x"))
                .containsExactly(
                        "2 extends of a; expected everything in this one static file",
                        "2 env_file of a; expected everything in this one static file");
    }
}
