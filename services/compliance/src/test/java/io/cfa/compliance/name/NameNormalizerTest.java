package io.cfa.compliance.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameNormalizerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ivan Petrov | petrov ivan",
                "IVAN  PETROV | Ivan Petrov",
                "Ivan-Petrov, | Ivan Petrov",
                "Jose Nunez | José Núñez",
                "Семён Королёв | семен королев",
                "ООО «Ромашка» | ооо ромашка"
            })
    void theSameNameInAnotherSpelling(String one, String other) {
        assertThat(NameNormalizer.of(one)).isEqualTo(NameNormalizer.of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Ivan Petrov | Ivan Petrovich", "Андрей Ли | Андреи Ли", "Ivan Ivan | Ivan"})
    void anotherName(String one, String other) {
        assertThat(NameNormalizer.of(one)).isNotEqualTo(NameNormalizer.of(other));
    }
}
