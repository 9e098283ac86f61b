package io.cfa.maven.check.pipeline;

import static io.cfa.maven.check.pipeline.PipelineText.structure;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelJobsTest {

    private final ParallelJobs jobs = new ParallelJobs(YamlNode::items);

    private static YamlNode yaml(String text) {
        return YamlNode.parse(Path.of("pipeline.yml"), text);
    }

    private static String values(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 5",
                "999999999 | 999999999",
                "{matrix: []} | 0",
                "{matrix: [{}]} | 0",
                "{matrix: [{A: []}]} | 0",
                "{matrix: [{A: b}]} | 1",
                "{matrix: [{A: [b, c], B: [d, e, f]}, {A: [g]}]} | 7"
            })
    void anEntryMakesAJobOfEachOfItsValuesWithEachOther(String parallel, long count) {
        assertThat(jobs.count(yaml(parallel))).contains(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "$N",
                "1234567890",
                "{}",
                "{matrix: a}",
                "{matrix: [a]}",
                "{matrix: [{A: $B}]}",
                "{matrix: [{A: [b, $C]}]}",
                "{matrix: [{A: {b: c}}]}",
                "{matrix: [{A: [[b]]}]}"
            })
    void whatTheFileDoesNotTellIsNotCounted(String parallel) {
        assertThat(jobs.count(yaml(parallel))).isEmpty();
        assertThat(jobs.names("a", yaml(parallel))).isEmpty();
    }

    @Test
    void aNameHasTheNumberOrTheValuesOfItsJob() {
        assertThat(jobs.names("a", yaml("3")).orElseThrow()).containsExactly("a 1/3", "a 2/3", "a 3/3");
        assertThat(jobs.names("a", yaml("{matrix: [{A: [b, c], B: [d, e]}, {}, {C: f}]}"))
                        .orElseThrow())
                .containsExactly("a: [b, d]", "a: [b, e]", "a: [c, d]", "a: [c, e]", "a: [f]");
    }

    @Test
    void moreThanTwoHundredHaveNoNames() {
        assertThat(jobs.names("a", yaml("200")).orElseThrow()).hasSize(200);
        assertThat(jobs.names("a", yaml("201"))).isEmpty();
    }

    @Test
    void aMatrixMakesOneToTwoHundredJobs() {
        String job = "a: {script: [x], parallel: {matrix: [{A: %s, B: [b]}]}}";
        assertThat(structure(job.formatted(values(200)))).isEmpty();
        assertThat(structure(job.formatted(values(201))))
                .containsExactly(
                        "1 a is made 201 jobs of by its parallel; expected 1 to 200, which are GitLab's limits");
        assertThat(structure(job.formatted("[]")))
                .containsExactly("1 a is made no job of by its parallel; expected 1 to 200, which are GitLab's limits");
        assertThat(next(job.formatted("[]"))).containsExactly("give each variable a value");
        assertThat(next(job.formatted(values(201)))).containsExactly("leave some out");
        assertThat(structure("a: {script: [x], parallel: 201}"))
                .containsExactly("1 parallel is 201; expected a whole number from 1 to 200 or a mapping");
    }

    private static List<String> next(String text) {
        return new PipelineText(text)
                .structure(true).findings.sorted().stream()
                        .map(found -> found.finding().next())
                        .toList();
    }

    @Test
    void whatIsNeededOfAMatrixIsAmongItsJobs() {
        String made = "b: {script: [x], parallel: {matrix: [{A: [c, d]}]}}\n";
        String need = "a: {script: [x], needs: [{job: b, parallel: {matrix: [{A: %s}]}}]}";
        assertThat(structure(made + need.formatted("[c, d]"))).isEmpty();
        assertThat(structure(made + need.formatted("[d, e, f]")))
                .containsExactly("2 a needs b: [e]; expected one of [b: [c], b: [d]]");
        assertThat(structure(made + need.formatted("$E"))).isEmpty();
        assertThat(structure("b: {script: [x]}\n" + need.formatted("[e]"))).isEmpty();
    }
}
