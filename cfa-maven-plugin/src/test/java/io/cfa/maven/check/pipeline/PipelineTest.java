package io.cfa.maven.check.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {

    private static Pipeline pipeline(String text) {
        return new PipelineText(text).pipeline;
    }

    private static Optional<String> text(Pipeline pipeline, String job, String key) {
        return pipeline.property(job, key).map(YamlNode::text);
    }

    private static List<String> texts(List<YamlNode> nodes) {
        return nodes.stream().map(YamlNode::text).toList();
    }

    @Test
    void jobsAreWhatIsNoKeywordAndNotHidden() {
        Pipeline pipeline = pipeline("variables: {A: b}\nb: {script: [x]}\n.c: {script: [x]}\n.d: text\na: text\n");
        assertThat(pipeline.jobs()).containsExactly("a", "b");
        assertThat(pipeline.all()).containsExactly("b", ".c", "a");
        assertThat(pipeline.place("a").line()).isEqualTo(5);
        assertThat(pipeline.body("a").text()).isEqualTo("text");
        assertThat(pipeline.keyword("variables")).isPresent();
        assertThat(pipeline.file().keys()).hasSize(5);
    }

    @Test
    void stagesStandBetweenTheFirstAndTheLast() {
        Pipeline pipeline = pipeline("stages: [.pre, one, [two], .post]\na: {stage: one}\nb: {stage: [x]}\n");
        assertThat(pipeline.stages()).containsExactly("one", "two");
        assertThat(List.of(".pre", "one", "two", ".post", "none"))
                .map(pipeline::order)
                .containsExactly(0, 1, 2, 3, -1);
        assertThat(pipeline("stages:\na: {}").stages()).containsExactly("build", "test", "deploy");
        assertThat(pipeline.stage("a")).isEqualTo("one");
        assertThat(pipeline.stage("b")).isEqualTo("test");
    }

    @Test
    void whatIsMissingIsCitedAtTheStagesOrAtTheTop() {
        assertThat(pipeline("a: {}\nstages: [b]").top(Path.of("x.yml")).toString())
                .isEqualTo("gitlab-ci.dev.yml:2");
        assertThat(pipeline("\na: {}").top(Path.of("x.yml")).toString()).isEqualTo("x.yml:1");
    }

    @Test
    void aHeaderOfInputsIsLeftOut() {
        assertThat(Pipeline.parse(Path.of("p.yml"), "spec: {inputs: {}}\n---\na: {}\n")
                        .get("a"))
                .isPresent();
        assertThat(Pipeline.parse(Path.of("p.yml"), "spec: {inputs: {}}\n").get("spec"))
                .isPresent();
        for (String other : List.of("a: {}\n---\nb: {}\n", "[a]\n---\nb: {}\n", "spec: {}\n---\na: {}\n---\nb: {}\n")) {
            assertThatThrownBy(() -> Pipeline.parse(Path.of("p.yml"), other))
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageContaining("begins another document");
        }
    }

    @Test
    void aJobIsOverItsParentsAndALaterParentOverAnEarlier() {
        Pipeline pipeline = pipeline(
                """
                .one: {image: one, tags: [one], variables: {A: one, B: one}}
                .two: {extends: .one, image: two, variables: {B: two, C: two}}
                .three: {image: three}
                a: {extends: [.two, .three], variables: {C: own}, stage: }
                """);
        assertThat(text(pipeline, "a", "image")).contains("three");
        assertThat(pipeline.property("a", "tags")).isPresent();
        assertThat(pipeline.property("a", "stage")).isEmpty();
        YamlNode variables = pipeline.property("a", "variables").orElseThrow();
        assertThat(variables.get("A").orElseThrow().text()).isEqualTo("one");
        assertThat(variables.get("B").orElseThrow().text()).isEqualTo("two");
        assertThat(variables.get("C").orElseThrow().text()).isEqualTo("own");
        assertThat(texts(pipeline.parents("a"))).containsExactly(".two", ".three");
        assertThat(pipeline.ancestors("a")).isEqualTo(Map.of(".two", 1, ".three", 1, ".one", 2));
        assertThat(texts(pipeline.keys("a"))).containsExactly("extends", "variables", "stage", "image", "tags");
    }

    @Test
    void aCircleEndsWhereItMeetsItself() {
        Pipeline pipeline = pipeline("a: {extends: b, image: x}\nb: {extends: a, tags: [y]}\n");
        assertThat(text(pipeline, "a", "image")).contains("x");
        assertThat(pipeline.property("a", "tags")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                            | of default",
                "{image: own}                  | own",
                "{inherit: {default: true}}    | of default",
                "{inherit: {default: false}}   | none",
                "{inherit: {default: [image]}} | of default",
                "{inherit: {default: [tags]}}  | none",
                "{inherit: {variables: false}} | of default",
                "{inherit: false}              | of default"
            })
    void aDefaultIsInheritedUnlessTheJobSaysOtherwise(String body, String image) {
        Pipeline pipeline = pipeline("default: {image: of default}\na: " + body);
        assertThat(text(pipeline, "a", "image").orElse("none")).isEqualTo(image);
    }

    @Test
    void whatStoodAtTheTopBeforeThereWasADefaultCountsStill() {
        Pipeline pipeline = pipeline("image: top\ncache:\ntags: [x]\na: {}\n");
        assertThat(text(pipeline, "a", "image")).contains("top");
        assertThat(pipeline.property("a", "cache")).isEmpty();
        assertThat(pipeline.property("a", "tags")).isEmpty();
        assertThat(text(pipeline("image: top\ndefault: {image: under}\na: {}"), "a", "image"))
                .contains("under");
    }

    @Test
    void referencesStandForWhatTheyLeadTo() {
        Pipeline pipeline = pipeline(
                """
                .one: {script: [a, b], variables: {A: {value: deep}}}
                .two: {extends: .one, image: !reference [.three]}
                .three: image
                .four: {script: !reference [.two, script]}
                a:
                  script: [!reference [.two, script], !reference [.none, script], !reference [], [c, [d]], ]
                  image: !reference [.two, image]
                  stage: !reference [.one, variables, A, value]
                  tags: !reference [.one, variables, B]
                b: {script: !reference [.four, script], before_script: single, after_script: {a: b}}
                """);
        assertThat(texts(pipeline.script("a", "script"))).containsExactly("a", "b", "c", "d");
        assertThat(text(pipeline, "a", "image")).contains("image");
        assertThat(text(pipeline, "a", "stage")).contains("deep");
        assertThat(pipeline.property("a", "tags")).isEmpty();
        assertThat(texts(pipeline.script("b", "script"))).containsExactly("a", "b");
        assertThat(texts(pipeline.script("b", "before_script"))).containsExactly("single");
        assertThat(pipeline.script("b", "after_script")).singleElement().matches(YamlNode::isMapping);
        assertThat(pipeline.script("a", "after_script")).isEmpty();
    }

    @Test
    void referencesThatLeadInACircleLeadNowhere() {
        Pipeline pipeline = pipeline("a: {image: !reference [b, image]}\nb: {image: !reference [a, image]}\n");
        assertThat(pipeline.property("a", "image")).isEmpty();
    }

    @Test
    void tenListsWithinListsAreReadAndNotMore() {
        assertThat(texts(pipeline(nested(10)).script("a", "script"))).containsExactly("x");
        Pipeline deep = pipeline(nested(11));
        assertThatThrownBy(() -> deep.script("a", "script"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("refers to lists within lists, more than 10 deep or to more than 10000 items");
    }

    private static String nested(int depth) {
        return "a: {script: " + "[".repeat(depth) + "x" + "]".repeat(depth) + "}";
    }

    @Test
    void listsOfTenThousandItemsAreReadAndNotMore() {
        String ten = IntStream.range(0, 10).mapToObj(i -> "x").collect(Collectors.joining(", ", "[", "]"));
        String text = ".a: &a " + ten + "\n.b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
                + ".c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n.d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n";
        assertThat(pipeline(text + "a: {script: *d}").script("a", "script")).hasSize(10_000);
        Pipeline more = pipeline(text + "a: {script: [*d, [x, x]]}");
        assertThatThrownBy(() -> more.script("a", "script")).hasMessageContaining("to more than 10000 items");
    }

    @Test
    void aTextWhereAListIsDueIsMalformedUnlessItStandsForAnInput() {
        Pipeline pipeline = pipeline("a: {needs: b, tags: '$[[ inputs.tags ]]', rules: ['$[[ inputs.rule ]]']}");
        assertThatThrownBy(() -> pipeline.needs("a"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("is a scalar, where a list is expected");
        assertThat(pipeline.items(pipeline.property("a", "tags").orElseThrow())).isEmpty();
        assertThat(pipeline.items(pipeline.property("a", "rules").orElseThrow()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                | a       | a",
                "{}                                | b       | none",
                "{}                                | a 1/2   | none",
                "{}                                | .h      | none",
                "{parallel: 2}                     | a 2/2   | a",
                "{parallel: 2}                     | a 3/2   | none",
                "{parallel: 2}                     | a       | a",
                "{parallel: $N}                    | a 7/9   | a",
                "{parallel: {matrix: [{A: b}]}}    | a: [b]  | a",
                "{parallel: {matrix: [{A: b}]}}    | a: [c]  | none"
            })
    void aJobIsFoundByItsNameAndByThoseOfWhatIsMadeOfIt(String body, String name, String found) {
        assertThat(pipeline("a: " + body + "\n.h: {parallel: 2}").found(name).orElse("none"))
                .isEqualTo(found);
    }

    @Test
    void needsAreThoseOfThisPipeline() {
        Pipeline pipeline = pipeline(
                """
                a:
                  needs: [b, {job: c, optional: Yes, parallel: {matrix: []}}, {job: d, optional: no, parallel: 2},
                    {project: p, job: e}, {pipeline: p, job: f}, {artifacts: true}, [g]]
                  rules: [{if: $A, needs: [h, {job: i, optional: true}]}, {if: $A, needs: j}, [{needs: [k]}], l]
                z: {needs: {job: b}}
                """);
        assertThat(pipeline.needs("a"))
                .map(need -> need.job() + " " + need.optional() + " "
                        + need.parallel().isPresent())
                .containsExactly("b false false", "c true true", "d false false", "g false false");
        assertThat(pipeline.needsOfRules("a"))
                .map(need -> need.job() + " " + need.optional())
                .containsExactly("h false", "i true", "k false");
        assertThat(pipeline.needs("z")).isEmpty();
        assertThat(pipeline.needsOfRules("z")).isEmpty();
    }
}
