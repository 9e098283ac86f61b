package io.cfa.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that {@code deploy/sandbox/faults} has just tried, judged. */
@Tag("sandbox")
class FaultsTest {

    static List<CaseRecord> cases() {
        return CaseRecord.ofThisRun();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void leavesTheOldReleaseOrTheNewOneAndASecondRunSucceeds(CaseRecord seen) {
        assertThat(FaultVerdict.problems(seen, System.getenv("CI_REGISTRY_PASSWORD")))
                .as("%s, seen in %s", seen.name(), seen.directory())
                .isEmpty();
        seen.pass();
        System.out.println("ok: " + FaultVerdict.summary(seen));
    }
}
