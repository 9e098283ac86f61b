package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of mistakes, each made in a repository that is good otherwise. */
class BrokenCasesTest {

    @TempDir
    private Path root;

    static List<BrokenCase> broken() throws IOException {
        return BrokenCase.read(Path.of("src/test/resources/check/broken"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void eachMistakeIsFoundAtItsLineAndNothingElse(BrokenCase broken) throws IOException {
        Clone clone = Clone.into(root);
        broken.apply(clone);
        List<String> found = assertTimeoutPreemptively(Duration.ofMinutes(1), clone::check);
        assertThat(found).containsExactlyInAnyOrderElementsOf(broken.expected());
    }
}
