package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** This very repository agrees with itself. */
class RepositoryTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private final ProjectLayout checkout =
            new ProjectLayout(ROOT, ROOT.resolve("deploy/docker-compose-at-vps/cfa2"), new TreeSet<>(), TestNames.CFA2);

    @Test
    void nothingDisagrees() {
        assertThat(new Checker(checkout, Optional.empty()).check()).isEmpty();
    }

    @Test
    void dockerComposeFindsNothingEitherWhereItIsInstalled() {
        ComposeConfig compose = new ComposeConfig(line -> {});
        assertThat(new Checker(checkout, Optional.of(compose)).check()).isEmpty();
    }

    /** Else its place in a job's list of caches is part of its key, and another job that has it elsewhere never finds it; nobody says so. */
    @Test
    void eachCacheWhoseKeyIsMadeOfFilesHasAPrefix() throws IOException {
        String pipeline = Files.readString(ROOT.resolve(".gitlab/gitlab-ci.dev.yml"));
        assertThat(pipeline).containsPattern("key:\\n\\s+(#.*\\n\\s+)*prefix: \\w+\\n\\s+files:\\n");
        assertThat(pipeline).doesNotContainPattern("key:\\n\\s+(#.*\\n\\s+)*files:");
    }

    @Test
    void noTwoContainersAreAskedForTheirHealthAtTheSameInterval() throws IOException {
        List<String> intervals = Pattern.compile("\\binterval: (\\w+)")
                .matcher(Files.readString(checkout.bundle().resolve("docker-compose.yml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(intervals).hasSizeGreaterThan(12).doesNotHaveDuplicates();
    }

    @Test
    void itHasTheSevenServices() {
        assertThat(new ProjectFilesReader(checkout, new Findings(ROOT)).read().servicesByPort())
                .containsExactly(
                        "api-gateway", "identity", "issuance", "registry", "settlement", "compliance", "bank-nominal");
    }
}
