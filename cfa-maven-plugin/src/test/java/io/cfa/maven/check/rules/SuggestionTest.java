package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "imag, image",
        "imagee, image",
        "imgae, image",
        "inage, image",
        "port, ports",
        "prots, ports",
        "helthchek, healthcheck",
        "healthchceks, healthcheck",
        "depends_n, depends_on",
    })
    void theNearestIsFound(String misspelt, String meant) {
        assertThat(Suggestion.of(misspelt, List.of("image", "ports", "healthcheck", "depends_on")))
                .contains(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "prt, ports",
        "ige, image",
        "porrrt, ports",
        "hlthck, healthcheck",
        "depends, depends_on",
        "healthxyzk, healthcheck"
    })
    void whatIsFarIsNot(String misspelt, String name) {
        assertThat(Suggestion.of(misspelt, List.of(name))).isEmpty();
    }

    @Test
    void ofTwoTheNearerAndOfTwoAsNearTheFirstByName() {
        assertThat(Suggestion.of("tests", List.of("tasty", "test"))).contains("test");
        assertThat(Suggestion.of("abcd", List.of("abce", "abca"))).contains("abca");
        assertThat(Suggestion.of("abcd", List.of("abcd", "abca"))).contains("abcd");
    }

    @Test
    void aNameOfMoreThanSixtyLettersIsNobodysSlip() {
        String sixty = "a".repeat(60);
        assertThat(Suggestion.of(sixty, List.of("a".repeat(59) + "b"))).isPresent();
        assertThat(Suggestion.of(sixty + "a", List.of(sixty))).isEmpty();
        assertThat(Suggestion.of(sixty, List.of(sixty + "a"))).isEmpty();
    }
}
