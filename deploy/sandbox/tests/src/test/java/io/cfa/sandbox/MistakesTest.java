package io.cfa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that {@code deploy/sandbox/mistakes} has just tried, judged. */
@Tag("sandbox")
class MistakesTest {

    static List<CaseRecord> cases() {
        return CaseRecord.ofThisRun();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesItsMessageInTimeAndChangesNothing(CaseRecord seen) {
        assertThat(MistakeVerdict.problems(seen, System.getenv("CI_REGISTRY_PASSWORD")))
                .as("%s, seen in %s", seen.name(), seen.directory())
                .isEmpty();
        seen.pass();
        System.out.println("ok: " + MistakeVerdict.summary(seen));
    }
}
