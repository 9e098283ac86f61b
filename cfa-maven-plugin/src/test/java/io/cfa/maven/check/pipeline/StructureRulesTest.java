package io.cfa.maven.check.pipeline;

import static io.cfa.maven.check.pipeline.PipelineText.incomplete;
import static io.cfa.maven.check.pipeline.PipelineText.structure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureRulesTest {

    private static final String OTHER = "b: {stage: deploy, script: [x]}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stages: [one]\na: {stage: one, script: [x]}",
                "a: {script: x}",
                "a: {stage: .pre, script: [x]}",
                "a: {stage: .post, script: [x]}",
                "a: {stage: $STAGE, script: [x]}",
                "a: {trigger: group/project}",
                "a: {run: [{name: x}]}",
                "a: {script: [x], tags: }",
                "default: {tags: [x]}\nimage: y\na: {script: [x]}",
                "a: {script: [x], dependencies: [$OTHER], needs: [$OTHER]}",
                "a: {script: [x], needs: [{job: c, optional: yes}, {project: p, job: c}, {pipeline: $P, job: c}]}"
            })
    void whatGitLabTakesIsInOrder(String pipeline) {
        assertThat(structure(pipeline)).isEmpty();
    }

    @Test
    void aPipelineOfHiddenJobsRunsNothing() {
        assertThat(structure("# jobs\nstages: [one]\n.a: {script: [x]}"))
                .containsExactly("2 no job that runs; expected one at least");
        assertThat(structure("")).containsExactly("1 no job that runs; expected one at least");
        assertThat(incomplete(".a: {script: [x]}")).isEmpty();
    }

    @Test
    void aJobThatIsNoMappingIsMalformedAndTheOthersAreStillChecked() {
        assertThat(structure("a: [x]\nb: {script: [x], needs: [c]}"))
                .containsExactly(
                        "1 is a sequence, where a mapping is expected; expected a file that can be read",
                        "2 b needs c; expected a job of the pipeline");
    }

    @Test
    void aJobWithoutAnythingToRunIsFound() {
        for (String body : new String[] {"", "{stage: test}", "{script: []}"}) {
            assertThat(structure("a: " + body))
                    .as(body)
                    .containsExactly("1 a has nothing to run; expected a script, or a trigger");
        }
        assertThat(incomplete("a: {stage: test}")).isEmpty();
    }

    @Test
    void whatAllJobsHaveStandsInOnePlace() {
        assertThat(structure("image: x\ncache: {paths: [p]}\ndefault: {image: y}\na: {script: [x]}"))
                .containsExactly("1 image at the top, and under default; expected one of them");
    }

    @Test
    void theTopHasItsShapes() {
        assertThat(
                        structure(
                                "variables: [a]\ndefault: {rules: []}\nstages: [1]\nworkflow: {when: x}\na: {script: [x], stage: '1'}"))
                .hasSize(4)
                .contains(
                        "1 variables is a list; expected a mapping or nothing",
                        "3 stages is 1; expected a text or a list")
                .anyMatch(line -> line.startsWith("2 the keyword rules of default, which GitLab does not know"))
                .anyMatch(line -> line.startsWith("4 the keyword when of workflow, which GitLab does not know"));
    }

    @Test
    void aParentIsAJobOfThePipeline() {
        assertThat(structure("a: {extends: .b, script: [x]}"))
                .containsExactly("1 a extends .b; expected a job of the pipeline");
        assertThat(incomplete("a: {extends: .b, script: [x]}")).isEmpty();
        assertThat(structure(".b: {tags: [t]}\na: {extends: [.b], script: [x]}"))
                .isEmpty();
    }

    @Test
    void jobsThatExtendOneAnotherAreFoundWhereTheyBegin() {
        assertThat(structure(".a: {extends: .b}\n.b: {extends: .a}\nc: {script: [x]}"))
                .containsExactly(
                        "1 .a extends itself; expected a line of jobs without a circle",
                        "2 .b extends itself; expected a line of jobs without a circle");
    }

    @Test
    void elevenInARowAreGitLabsLimit() {
        assertThat(structure(row(11))).isEmpty();
        assertThat(structure(row(12)))
                .containsExactly(
                        "13 .a12 extends more than 11 jobs in a row; expected at most 11, which is GitLab's limit");
    }

    private static String row(int length) {
        return ".a0: {tags: [t]}\n"
                + IntStream.rangeClosed(1, length)
                        .mapToObj(i -> ".a" + i + ": {extends: .a" + (i - 1) + "}\n")
                        .collect(Collectors.joining())
                + "b: {script: [x]}";
    }

    @Test
    void aKeywordIsOneThatGitLabKnowsWhereverItComesFrom() {
        assertThat(structure("a: {script: [x], need: [b]}\n" + OTHER))
                .containsExactly("1 the keyword need of a, which GitLab does not know; expected needs");
        assertThat(structure(".b: {scrpt: [x]}\na: {extends: .b, script: [x], tags: {c: d}}"))
                .containsExactly(
                        "1 the keyword scrpt of a, which GitLab does not know; expected script",
                        "2 tags is a mapping; expected a list or nothing");
    }

    @Test
    void rulesStandBesideNeitherOnlyNorExcept() {
        String job = "a:\n  script: [x]\n  only: [main]\n  except: [b]\n";
        assertThat(structure(job)).isEmpty();
        assertThat(structure(job + "  rules: [{if: $CI}]"))
                .containsExactly(
                        "3 a has rules, and only or except; expected one of them",
                        "4 a has rules, and only or except; expected one of them");
    }

    @Test
    void aStageIsOneOfThoseThatAreNamed() {
        assertThat(structure("stages: [one, two]\na: {stage: three, script: [x]}"))
                .containsExactly("2 the stage three; expected one of [one, two]");
        assertThat(incomplete("stages: [one]\na: {stage: two, script: [x]}"))
                .containsExactly("2 the stage two; expected one of [one]");
        assertThat(structure("stages: [one]\na: {script: [x]}"))
                .containsExactly("2 a names no stage; expected one of [one]");
        assertThat(incomplete("stages: [one]\na: {script: [x]}")).isEmpty();
    }

    @Test
    void fiftyNeedsAreGitLabsLimit() {
        assertThat(structure(needs(50))).isEmpty();
        assertThat(structure(needs(51)))
                .containsExactly("52 z needs 51 jobs; expected at most 50, which is GitLab's limit");
    }

    private static String needs(int count) {
        return IntStream.range(0, count)
                        .mapToObj(i -> "a" + i + ": {script: [x]}\n")
                        .collect(Collectors.joining())
                + "z: {stage: deploy, script: [x], needs: ["
                + IntStream.range(0, count).mapToObj(i -> "a" + i).collect(Collectors.joining(", ")) + "]}";
    }

    @Test
    void aNeedIsAJobOfThePipeline() {
        assertThat(structure("a: {script: [x], needs: [c]}"))
                .containsExactly("1 a needs c; expected a job of the pipeline");
        assertThat(incomplete("a: {script: [x], needs: [c]}")).isEmpty();
        assertThat(structure("a: {script: [x], needs: [{job: c, optional: no}]}"))
                .containsExactly("1 a needs c; expected a job of the pipeline");
    }

    @Test
    void aNeedIsOfNoLaterStage() {
        assertThat(structure("a: {stage: build, script: [x], needs: [b]}\n" + OTHER))
                .containsExactly("1 a needs b of the later stage deploy; expected a job of an earlier stage");
        assertThat(structure("a: {stage: deploy, script: [x], needs: [b]}\n" + OTHER))
                .isEmpty();
        assertThat(structure("a: {stage: none, script: [x], needs: [b], dependencies: [b]}\n" + OTHER))
                .containsExactly("1 the stage none; expected one of [build, test, deploy]");
        assertThat(structure("a: {stage: .pre, script: [x], needs: [b]}\n" + OTHER))
                .containsExactly("1 a needs b of the later stage deploy; expected a job of an earlier stage");
    }

    @Test
    void jobsThatNeedOneAnotherNeverBegin() {
        assertThat(structure("a: {script: [x], needs: [a]}"))
                .containsExactly("1 a needs a, which needs it; expected jobs that can begin one after another");
        assertThat(structure(
                        "a: {script: [x], needs: [c]}\nc: {script: [x], needs: [d]}\nd: {script: [x], needs: [a, c]}"))
                .containsExactly(
                        "1 a needs c, which needs it; expected jobs that can begin one after another",
                        "2 c needs d, which needs it; expected jobs that can begin one after another",
                        "3 d needs a, which needs it; expected jobs that can begin one after another",
                        "3 d needs c, which needs it; expected jobs that can begin one after another");
        assertThat(structure(
                        "a: {script: [x], needs: [c]}\nc: {script: [x], needs: [d]}\nd: {script: [x], needs: [e, f]}\n"
                                + "e: {script: [x]}\nf: {script: [x], needs: [e]}"))
                .isEmpty();
    }

    @Test
    void aDependencyIsAJobOfNoLaterStage() {
        assertThat(structure("a: {script: [x], dependencies: [c]}"))
                .containsExactly("1 a depends on c; expected a job of the pipeline");
        assertThat(incomplete("a: {script: [x], dependencies: [c]}")).isEmpty();
        assertThat(structure("a: {stage: build, script: [x], dependencies: [b]}\n" + OTHER))
                .containsExactly("1 a depends on b of the later stage deploy; expected a job of an earlier stage");
        assertThat(structure("a: {stage: deploy, script: [x], dependencies: [b]}\n" + OTHER))
                .isEmpty();
    }

    @Test
    void theOneTagIsAReferenceHoweverDeepItStands() {
        assertThat(structure(
                        "a:\n  script: [x]\n  tags: !refrence [b]\nb:\n  script: [y]\n  variables:\n    C: !x d\n"))
                .contains(
                        "3 the tag !refrence; expected !reference, the only one that GitLab knows",
                        "7 the tag !x; expected !reference, the only one that GitLab knows");
        assertThat(structure("a: {script: [!reference [.b, script], [!other c]]}\n.b: {script: [x]}"))
                .containsExactly("1 the tag !other; expected !reference, the only one that GitLab knows");
    }
}
