package io.cfa.maven.readers;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.TestNames;
import io.cfa.maven.check.compose.ComposeRules;
import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.check.pipeline.Pipeline;
import io.cfa.maven.check.pipeline.PipelineRules;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Throws thousands of mutated files at each reader: none ends in an exception but the reader's own, and none takes long. A file's time is that of the
 * thread's own work, so that a busy machine does not fail the test; {@code -Dcfa.seed} repeats a run.
 */
class FuzzTest {

    /** With -Dcfa.whole five times as many as in a build. */
    private static final int FILES = System.getProperty("cfa.whole") == null ? 4_000 : 20_000;

    private static final long SEED = Long.getLong("cfa.seed", 20261129L);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Path GOOD = Path.of("src/test/resources/check/good");
    private static final Path BUNDLE = GOOD.resolve("deploy/docker-compose-at-vps/cfa2");

    private final ProjectLayout layout =
            new ProjectLayout(GOOD, BUNDLE, new TreeSet<>(List.of("identity", "bank-nominal")), TestNames.CFA2);

    /** What reads a file. */
    private interface Reader {
        void read(String text);
    }

    @Test
    @Timeout(value = 1200, unit = TimeUnit.SECONDS)
    void noEnvFileBreaksItsReader() throws IOException {
        List<String> seeds = seeds(ReaderKind.ENV);
        seeds.add(Files.readString(BUNDLE.resolve(Stack.ENV_FILE)));
        fuzz("env", seeds, text -> {
            EnvFile.parse(layout.env(), text);
            Variables.read(layout.env(), text, new Findings(layout.root()));
        });
    }

    @Test
    @Timeout(value = 1200, unit = TimeUnit.SECONDS)
    void noComposeFileBreaksItsReaders() throws IOException {
        Optional<Variables> variables = Variables.read(
                layout.env(), Files.readString(BUNDLE.resolve(Stack.ENV_FILE)), new Findings(layout.root()));
        List<String> seeds = seeds(ReaderKind.FILE);
        for (ReaderKind kind : List.of(ReaderKind.TEMPLATE, ReaderKind.PORT, ReaderKind.MOUNT, ReaderKind.IMAGE)) {
            for (String text : seeds(kind)) {
                seeds.add("name: cfa\nservices:\n  a:\n    image: " + text + "\n    ports: [" + ReaderKind.quoted(text)
                        + "]\n    volumes: [" + ReaderKind.quoted(text) + "]\n");
            }
        }
        fuzz("compose", seeds, text -> {
            YamlNode root = YamlNode.parse(layout.compose(), text);
            if (root.repeatedKeys().findFirst().isEmpty()) {
                new ComposeRules(layout, new Findings(layout.root()), variables).check(root, text);
            }
            Stack.of(ComposeFile.parse(layout.compose(), text), variables.get().file(), Map.of());
        });
    }

    @Test
    @Timeout(value = 1200, unit = TimeUnit.SECONDS)
    void noPipelineBreaksItsReader() throws IOException {
        List<String> seeds = new ArrayList<>(List.of(PIPELINE.split("(?m)^====\n")));
        seeds.add(Files.readString(layout.pipeline()));
        fuzz("pipeline", seeds, text -> {
            YamlNode root = Pipeline.parse(layout.pipeline(), text);
            if (root.repeatedKeys().findFirst().isEmpty()) {
                new PipelineRules(layout, new Findings(layout.root()), Optional.empty()).check(root, true);
            }
        });
    }

    /** Small ones, each with something of its own. */
    private static final String PIPELINE =
            """
            .x: [a, b]
            .y: {script: [c], extends: .z}
            .z: {rules: [{if: $CI_COMMIT_BRANCH =~ /^dev-/i, when: never}, {when: manual, changes: [a]}]}
            build-identity: {extends: [.y], stage: build, needs: [{job: a, optional: true}, {project: p, job: j}]}
            ====
            spec: {inputs: {a: {}}}
            ---
            a: {script: [!reference [.x, script], b], only: [dev-cfa2, /^x$/], except: {refs: [tags], variables: [$A == "b"]}}
            .x: {script: [!reference [.y, script]]}
            .y: {script: !reference [.x, script]}
            ====
            workflow: {rules: [{if: '("dev-cfa2" == $CI_COMMIT_BRANCH || $A != null) && $B !~ /a|b/'}]}
            a: {script: b, image: {name: "x:1"}, services: [y, {name: z}], trigger: {include: c}}
            include: [{local: '/.gitlab/*.yml'}]
            ====
            a: &a {script: b, stage: .pre, extends: c}
            b: {<<: *a, extends: a}
            c: {<<: [*a], needs: [a, b]}
            stages: [a, b]
            """;

    private static List<String> seeds(ReaderKind kind) throws IOException {
        List<String> seeds = new ArrayList<>();
        ReaderCase.read(kind.fileName()).forEach(each -> seeds.add(each.input()));
        return seeds;
    }

    private static void fuzz(String name, List<String> seeds, Reader reader) {
        System.out.println(name + ": " + FILES + " files of -Dcfa.seed=" + SEED);
        FileMutator mutator = new FileMutator(SEED, seeds);
        long slowest = 0;
        for (int i = 0; i < FILES; i++) {
            String text = mutator.next();
            long begin =
                    java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try {
                reader.read(text);
            } catch (MalformedFileException e) {
                assertThat(e.getMessage()).hasSizeLessThan(20_000);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("file " + i + " of seed " + SEED + ":\n" + text, e);
            }
            long took = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
            assertThat(Duration.ofNanos(took)).as("file %s of seed %s", i, SEED).isLessThan(LONGEST);
            slowest = Math.max(slowest, took);
        }
        System.out.println(
                name + ": the slowest took " + Duration.ofNanos(slowest).toMillis() + " ms");
    }
}
