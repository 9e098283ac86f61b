package io.cfa.maven.check.pipeline;

import static io.cfa.maven.check.pipeline.PipelineText.layout;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployNeedRulesTest {

    private static final String ON_THE_BRANCH = "rules: [{if: $CI_COMMIT_BRANCH == \"dev-cfa2\"}]";

    /** A test in a stage before, two builds, and the deploy; {@code %s} is more of the test. */
    private static final String PIPELINE =
            """
            stages: [check, build, deploy]
            lint: {stage: check, script: [x]%s}
            build-one: {stage: build, script: [x], needs: []}
            build-two: {stage: build, script: [x], needs: []}
            deploy-cfa2: {stage: deploy, script: [x], needs: [build-one, build-two]}
            """;

    private static final String NOT_WAITED_FOR =
            "5 deploy-cfa2 does not need lint; expected what runs on dev-cfa2 in a stage"
                    + " before build, or it is rolled out whatever that says";

    private static List<String> found(String text) {
        PipelineText file = new PipelineText(text);
        new DeployNeedRules(layout("one", "two"), file.findings, file.pipeline).check();
        return file.found();
    }

    @Test
    void theDeployNeedsTheBuildOfEachService() {
        assertThat(found(PIPELINE.formatted("").replace("needs: [build-one, build-two]", "needs: [lint]")))
                .containsExactly(
                        "5 deploy-cfa2 does not need build-one; expected all build jobs under needs",
                        "5 deploy-cfa2 does not need build-two; expected all build jobs under needs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", allow_failure: false",
                ", when: on_success",
                ", rules: [{if: $CI}]",
                ", only: [branches]",
                ", when: on_success, rules: [{if: $CI, when: always}]"
            })
    void whatNothingWaitsForStopsNoRollout(String more) {
        assertThat(found(PIPELINE.formatted(more))).containsExactly(NOT_WAITED_FOR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", allow_failure: true",
                ", allow_failure: Yes",
                ", allow_failure: on",
                ", allow_failure: {exit_codes: 1}",
                ", when: manual",
                ", rules: [{if: $CI, when: manual}]",
                ", rules: [{if: $OURS}]",
                ", rules: [{if: $CI_COMMIT_TAG}]"
            })
    void whatMayFailOrIsBegunByHandOrIsNotThereStopsNothingAnyway(String more) {
        assertThat(found(PIPELINE.formatted(more))).isEmpty();
    }

    @Test
    void whatIsWaitedForByAnotherJobIsWaitedFor() {
        String text = PIPELINE.formatted("");
        assertThat(found(text.replaceFirst("needs: \\[\\]", "needs: [lint]"))).isEmpty();
        assertThat(found(text.replaceFirst(", needs: \\[\\]", ""))).isEmpty();
        assertThat(found(text.replace("[build-one, build-two]", "[build-one, build-two, lint]")))
                .isEmpty();
        assertThat(found(text.replaceFirst("needs: \\[\\]", "needs: [two]")
                        + "two: {stage: build, script: [x], needs: [lint]}\n"))
                .isEmpty();
    }

    @Test
    void aJobOfTheStageOfTheBuildsOrAfterNeedsNobody() {
        assertThat(found(PIPELINE.formatted("").replace("stage: check", "stage: build")))
                .isEmpty();
        assertThat(found(PIPELINE.formatted("").replace("stage: check", "stage: deploy")))
                .isEmpty();
        assertThat(found(PIPELINE.formatted("").replace("stage: check", "stage: none")))
                .isEmpty();
        assertThat(found(PIPELINE.formatted("").replace("stage: check", "stage: .pre")))
                .containsExactly(NOT_WAITED_FOR);
    }

    @Test
    void withoutNeedsTheDeployWaitsForAllStages() {
        assertThat(found(PIPELINE.formatted("").replace(", needs: [build-one, build-two]", "")))
                .containsExactly(
                        "5 deploy-cfa2 does not need build-one; expected all build jobs under needs",
                        "5 deploy-cfa2 does not need build-two; expected all build jobs under needs");
    }

    @Test
    void whereABuildIsInAnotherStageThatIsToldAlone() {
        assertThat(found(PIPELINE.formatted("").replace("build-one: {stage: build", "build-one: {stage: check")))
                .isEmpty();
        assertThat(found(PIPELINE.formatted("").replace("build-one: {stage", ".build-one: {stage")))
                .containsExactly(NOT_WAITED_FOR);
    }

    private static List<String> frozen(String text) {
        PipelineText file = new PipelineText(text);
        new DeployNeedRules(layout(), file.findings, file.pipeline).warnOfFreezes();
        assertThat(file.found()).isEmpty();
        return file.warned();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deploy-cfa2 | ",
                "other       | , environment: x",
                "other       | , environment: {name: x}",
                "other       | , environment: {name: x, action: start}"
            })
    void whatChangesAnEnvironmentAsksForAFreeze(String job, String more) {
        assertThat(frozen("a: {script: [x]}\n" + job + ":\n  script: x\n  " + ON_THE_BRANCH + "\n"
                        + (more == null ? "" : more.replaceFirst(", ", "  ") + "\n")))
                .containsExactly("4 " + job + " begins by itself in a deploy freeze; expected a rule that asks for"
                        + " $CI_DEPLOY_FREEZE before the one for dev-cfa2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy-cfa2: {when: manual}",
                "deploy-cfa2: {rules: [{if: $CI_DEPLOY_FREEZE, when: never}, {when: always}]}",
                "deploy-cfa2: {rules: [{if: $OURS}]}",
                "other: {script: [x]}",
                "other: {environment: {name: x, action: stop}}",
                "other: {environment: {name: x, action: verify}}",
                "other: {environment: {name: x}, when: manual}"
            })
    void whatDoesNotBeginOrChangesNothingNeedsNoRule(String job) {
        assertThat(frozen(job)).isEmpty();
    }

    @Test
    void withoutRulesTheJobIsCited() {
        assertThat(frozen("\ndeploy-cfa2: {script: [x]}"))
                .singleElement()
                .asString()
                .startsWith("2 deploy-cfa2 begins");
    }
}
