package io.cfa.maven.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our readers say what Docker Compose 2.26.1, the docker command 28.2.2 and gitlab-ci-local 4.75.1 said when {@code deploy/sandbox/readers} asked. */
class ReadersTest {

    @ParameterizedTest
    @EnumSource
    void eachInputIsReadAsItsOwnProgramReadsItOrAsTheCorpusSaysWhyNot(ReaderKind kind) throws IOException {
        List<String> different = new ArrayList<>();
        for (ReaderCase each : ReaderCase.read(kind.fileName())) {
            String ours = kind.read(each.input());
            if (!ours.equals(each.expected())) {
                different.add(each + " is read as " + ours + "; expected " + each.expected());
            }
        }
        assertThat(different).isEmpty();
    }

    @Test
    void theCorpusIsLargeHasNoCaseTwiceAndGivesAReasonForEachDifference() throws IOException {
        int cases = 0;
        for (ReaderKind kind : ReaderKind.values()) {
            Set<String> inputs = new HashSet<>();
            for (ReaderCase each : ReaderCase.read(kind.fileName())) {
                cases++;
                assertThat(inputs.add(each.input())).as(each.toString()).isTrue();
                assertThat(each.reason().isEmpty())
                        .as(each.toString())
                        .isEqualTo(each.ours().isEmpty());
                assertThat(each.ours()).as(each.toString()).isNotEqualTo(java.util.Optional.of(each.said()));
            }
        }
        assertThat(cases).isGreaterThanOrEqualTo(300);
    }
}
