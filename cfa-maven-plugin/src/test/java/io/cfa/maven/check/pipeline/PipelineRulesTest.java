package io.cfa.maven.check.pipeline;

import static io.cfa.maven.check.pipeline.PipelineText.ROOT;
import static io.cfa.maven.check.pipeline.PipelineText.layout;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.source.YamlMerge;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the project wants of its pipeline; what GitLab wants is tested apart. */
class PipelineRulesTest {

    private static final String RULE = "rules: [{if: $CI_COMMIT_BRANCH == \"dev-cfa2\"}]";

    private static final String GOOD =
            """
            variables: {DEPLOY_TAG: dev}
            build-one: {stage: build, script: [./mvnw deploy -pl services/one -am], RULE}
            deploy-cfa2: {stage: deploy, when: manual, script: [x], needs: [build-one], RULE}
            """
                    .replace("RULE", RULE);

    private static final String NO_RULE = "; expected if: $CI_COMMIT_BRANCH == \"dev-cfa2\"";

    private static PipelineText checked(String text, String env) {
        PipelineText file = new PipelineText(text);
        Optional<Variables> variables = Variables.read(ROOT.resolve(".env"), env, file.findings);
        new PipelineRules(layout("one"), file.findings, variables).check(file.file, true);
        return file;
    }

    private static List<String> found(String text) {
        return checked(text, "TAG=dev\n").found();
    }

    private static List<String> found(String part, String replacement) {
        assertThat(GOOD).contains(part);
        return found(GOOD.replace(part, replacement));
    }

    @Test
    void aBuildJobADeployAndOneTagAreInOrder() {
        assertThat(found(GOOD)).isEmpty();
        assertThat(checked(GOOD, "TAG=dev\n").warned()).isEmpty();
        assertThat(checked(GOOD.replace("when: manual, ", ""), "TAG=dev\n").warned())
                .singleElement()
                .asString()
                .startsWith("3 deploy-cfa2 begins by itself in a deploy freeze");
    }

    @Test
    void eachServiceHasItsJobAndTheDeployIsThere() {
        assertThat(found("x: {script: [x]}\nvariables: {DEPLOY_TAG: dev}\nstages: [test]"))
                .containsExactly(
                        "3 no job build-one; expected one for the module services/one",
                        "3 no job deploy-cfa2; expected one in the stage deploy");
    }

    @Test
    void aBuildJobIsThatOfAModuleWhichItNames() {
        assertThat(found(GOOD + "build-two: {stage: build, script: [x], " + RULE + "}\n"))
                .containsExactly("4 the job build-two of no module; expected a module services/two");
        for (String other : List.of("services/one-next", "services/two", "services/one_x", "my-services/one")) {
            assertThat(found("services/one", other))
                    .as(other)
                    .containsExactly("2 build-one does not name its module; expected services/one");
        }
    }

    @Test
    void whatAnotherFileBuildsIsItsOwn() {
        PipelineText file = new PipelineText(GOOD);
        new PipelineRules(layout("one"), file.findings, Optional.empty())
                .check(
                        new YamlMerge()
                                .over(
                                        Pipeline.parse(ROOT.resolve("other.yml"), "build-two: {script: [x]}\n"),
                                        file.file),
                        true);
        assertThat(file.found()).isEmpty();
    }

    @Test
    void buildsAndTheDeployHaveTheirStage() {
        assertThat(found("build-one: {stage: build", "build-one: {stage: test"))
                .containsExactly("2 build-one in the stage test; expected the stage build");
        assertThat(found("deploy-cfa2: {stage: deploy", "deploy-cfa2: {stage: test"))
                .containsExactly("3 deploy-cfa2 in the stage test; expected the stage deploy");
        assertThat(found("build-one: {stage: build, ", "build-one: {"))
                .containsExactly("2 build-one in the stage test; expected the stage build");
        assertThat(found("build-one: {stage: build", "build-one: {stage: none"))
                .containsExactly("2 the stage none; expected one of [build, test, deploy]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: [{if: $CI_COMMIT_BRANCH == \"main\"}]",
                "rules: [{if: $CI_COMMIT_TAG}]",
                "only: [main]",
                "tags: [x]"
            })
    void aBuildHasARuleForTheBranch(String rule) {
        assertThat(found("-am], " + RULE, "-am], " + rule))
                .containsExactly("2 build-one has no rule for dev-cfa2" + NO_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules: [{when: always}]", "rules: [{if: $OURS}]", "only: [branches]"})
    void aBuildRunsOnNoOtherBranch(String rule) {
        assertThat(found("-am], " + RULE, "-am], " + rule))
                .contains("2 build-one may run on other branches than dev-cfa2" + NO_RULE)
                .allMatch(line -> line.startsWith("2 "));
    }

    @Test
    void whatAJobNeedsIsInItsPipeline() {
        String lint = "lint: {stage: build, script: [x], rules: [{if: $CI_COMMIT_TAG}]}\n";
        assertThat(found(lint + GOOD.replace("[build-one]", "[build-one, lint]")))
                .containsExactly(
                        "4 deploy-cfa2 needs lint, which is not in its pipeline; expected a job that runs where"
                                + " deploy-cfa2 does");
        assertThat(found(lint + GOOD.replace("[build-one]", "[build-one, {job: lint, optional: true}]")))
                .isEmpty();
        assertThat(found(lint.replace("$CI_COMMIT_TAG", "$OURS") + GOOD.replace("[build-one]", "[build-one, lint]")))
                .isEmpty();
        assertThat(found(lint + GOOD + "more: {stage: deploy, script: [x], needs: [lint], only: [main]}\n"))
                .isEmpty();
    }

    @Test
    void aWorkflowMakesAPipelineForTheBranch() {
        assertThat(found("variables:", "workflow: {rules: [{if: $CI_COMMIT_TAG}]}\nvariables:"))
                .containsExactly("1 the workflow makes no pipeline for dev-cfa2" + NO_RULE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{DEPLOY_TAG: dev}              | TAG=dev  | ",
                "{DEPLOY_TAG: {value: dev}}     | TAG=dev  | ",
                "{DEPLOY_TAG: next}             | A=b      | ",
                "{DEPLOY_TAG: next}             | TAG=     | ",
                "{DEPLOY_TAG: next}             | TAG=dev  | 1 DEPLOY_TAG: next; expected dev, the TAG of .env.cfa2",
                "{DEPLOY_TAG: {value: next}}    | TAG=dev  | 1 DEPLOY_TAG: next; expected dev, the TAG of .env.cfa2",
                "{OTHER: dev}                   | TAG=dev  | 1 no variable DEPLOY_TAG; expected DEPLOY_TAG: dev, the TAG of .env.cfa2",
                "{DEPLOY_TAG: {description: d}} | TAG=dev  | 1 no variable DEPLOY_TAG; expected DEPLOY_TAG: dev, the TAG of .env.cfa2"
            })
    void theTagThatIsMovedIsTheOneThatRuns(String variables, String env, String found) {
        PipelineText file = checked(GOOD.replace("{DEPLOY_TAG: dev}", variables), env + "\n");
        assertThat(file.found()).isEqualTo(found == null ? List.of() : List.of(found));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image: docker                          | docker",
                "image: {name: docker:latest}           | docker:latest",
                "services: [redis]                      | redis",
                "services: [{name: redis, alias: x}]    | redis"
            })
    void imagesOfJobsArePinned(String more, String image) {
        assertThat(found("when: manual", "when: manual, " + more))
                .containsExactly("3 image " + image + " is not pinned; expected a version behind the colon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image: docker:24", "image: $JOB_IMAGE", "services: [{name: $X}, postgres:17]"})
    void imagesWithAVersionOrOfAVariableAreInOrder(String more) {
        assertThat(found("when: manual", "when: manual, " + more)).isEmpty();
    }

    @Test
    void aTextThatLooksLikeASecretIsOneOfTheFile() {
        PipelineText file = new PipelineText("a: {script: ['--password=hunter2x']}\n");
        new PipelineRules(layout(), file.findings, Optional.empty()).texts(file.file);
        assertThat(file.found()).containsExactly("1 a text looks like a secret; expected a file under secrets/");
        assertThat(file.findings.sorted().get(0).check()).isEqualTo("secret");
    }

    @Test
    void theStageOfEachJobIsToldUnlessItIsAWrongOne() {
        PipelineText file = new PipelineText(GOOD.replace("deploy-cfa2: {stage: deploy", "deploy-cfa2: {stage: test")
                + "a: {script: [x]}\nb: {stage: none, script: [x]}\n.c: {script: [x]}\n");
        assertThat(new PipelineRules(layout("one"), file.findings, Optional.empty()).check(file.file, true))
                .isEqualTo(Map.of("a", "test", "b", "", "build-one", "build", "deploy-cfa2", ""));
    }

    @Test
    void aJobThatIsMalformedIsFoundAndTheOthersAreToldStill() {
        PipelineText file = new PipelineText(GOOD + "a: {script: [x], services: x}\n");
        assertThat(new PipelineRules(layout("one"), file.findings, Optional.empty()).check(file.file, true))
                .containsKeys("a", "build-one", "deploy-cfa2");
        assertThat(file.found()).contains("4 services is x; expected a list or nothing");
    }
}
