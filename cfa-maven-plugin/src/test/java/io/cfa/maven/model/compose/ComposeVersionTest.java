package io.cfa.maven.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeVersionTest {

    @ParameterizedTest
    @CsvSource({"2.26, 2.26", "v2.26.1, 2.26.1", "2.26.1-4, 2.26.1", "5.0.0-rc.1, 5.0.0", "2.26.1+ds1-0ubuntu1, 2.26.1"
    })
    void whatProgramsPrintIsRead(String printed, String version) {
        assertThat(ComposeVersion.parse(printed)).map(ComposeVersion::toString).contains(version);
    }

    @ParameterizedTest
    @CsvSource({"''", "2", "latest", "2.x", "-1.2", "2.26.1.4", "999999.1"})
    void whatIsNoneIsNotRead(String printed) {
        assertThat(ComposeVersion.parse(printed)).isEmpty();
    }

    @Test
    void withoutAThirdNumberItIsTheLastOfItsKind() {
        assertThat(ComposeVersion.of("2.30")).isGreaterThan(ComposeVersion.of("2.30.3"));
        assertThat(ComposeVersion.of("2.9.9")).isLessThan(ComposeVersion.of("2.26.0"));
        assertThat(ComposeVersion.of("2.39.4")).isLessThan(ComposeVersion.of("5.0.0"));
    }

    @Test
    void aMistakeOfThePersonNamesTheNextStep() {
        assertThatThrownBy(() -> ComposeVersion.of("newest"))
                .hasMessage(
                        "\"newest\" is no version of Docker Compose: expected one such as 2.26. Next: set cfa.composeVersion to what"
                                + " `docker compose version --short` prints on the host");
    }
}
