package io.cfa.maven.check.pipeline.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineVariablesTest {

    private static final PipelineVariables PUSH = PipelineVariables.ofPush("dev-cfa2");

    private static PipelineVariables with(String yaml) {
        return PUSH.with(Optional.of(YamlNode.parse(Path.of("pipeline.yml"), yaml)));
    }

    private static Optional<String> text(PipelineVariables variables, String name) {
        return variables.get(name).flatMap(RuleOperand::text);
    }

    @Test
    void aPushHasItsBranchAndNothingOfOtherPipelines() {
        assertThat(text(PUSH, "CI_COMMIT_BRANCH")).contains("dev-cfa2");
        assertThat(text(PUSH, "CI_COMMIT_REF_NAME")).contains("dev-cfa2");
        assertThat(text(PUSH, "CI_PIPELINE_SOURCE")).contains("push");
        assertThat(PUSH.get("CI_COMMIT_TAG")).contains(RuleOperand.NOTHING);
        assertThat(PUSH.get("CI_MERGE_REQUEST_IID")).contains(RuleOperand.NOTHING);
        assertThat(PUSH.get("CI_DEPLOY_FREEZE")).isEmpty();
        assertThat(PUSH.get("OURS")).isEmpty();
    }

    @Test
    void aFreezeIsOfTheSamePushAndChangesNoOther() {
        assertThat(text(PUSH.frozen(), "CI_DEPLOY_FREEZE")).contains("true");
        assertThat(text(PUSH.frozen(), "CI_COMMIT_BRANCH")).contains("dev-cfa2");
        assertThat(PUSH.get("CI_DEPLOY_FREEZE")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Feature/ЦФА-7, feature-----7", "-a-, a", "UPPER, upper"})
    void aSlugIsOfLowerCaseLettersAndDigits(String branch, String slug) {
        assertThat(text(PipelineVariables.ofPush(branch), "CI_COMMIT_REF_SLUG")).contains(slug);
    }

    @Test
    void aSlugHasSixtyThreeCharactersAtMost() {
        assertThat(text(PipelineVariables.ofPush("a".repeat(64)), "CI_COMMIT_REF_SLUG"))
                .contains("a".repeat(63));
    }

    @Test
    void whatAFileSetsIsAboveWhatGitLabSets() {
        PipelineVariables set = with("{CI: file, A: 1, B: {value: b, description: d}, C: {description: d}, D: }");
        assertThat(text(set, "CI")).contains("file");
        assertThat(text(set, "A")).contains("1");
        assertThat(text(set, "B")).contains("b");
        assertThat(text(set, "C")).contains("");
        assertThat(text(set, "D")).contains("");
        assertThat(text(set, "GITLAB_CI")).contains("true");
        assertThat(text(PUSH, "CI")).contains("true");
    }

    @Test
    void aValueThatIsNoneHidesTheOneBeneath() {
        assertThat(with("{CI: [a]}").get("CI")).isEmpty();
        assertThat(with("{CI: {value: {a: b}}}").get("CI")).isEmpty();
        assertThat(with("{CI: $OURS}").get("CI")).isEmpty();
        assertThat(text(with("[CI]"), "CI")).contains("true");
        assertThat(text(PUSH.with(Optional.empty()), "CI")).contains("true");
    }

    @Test
    void variablesInValuesAreReplacedWhateverTheirOrder() {
        PipelineVariables set =
                with("{A: '$B-${C}', B: '${CI_COMMIT_BRANCH}', C: '$$x', D: '<$CI_COMMIT_TAG>', E: '$A$A'}");
        assertThat(text(set, "A")).contains("dev-cfa2-$x");
        assertThat(text(set, "B")).contains("dev-cfa2");
        assertThat(text(set, "D")).contains("<>");
        assertThat(text(set, "E")).contains("dev-cfa2-$xdev-cfa2-$x");
    }

    @Test
    void oneOfItselfOrTooLongIsNotKnown() {
        PipelineVariables set = with("{A: $B, B: $A, C: $C, D: fine}");
        assertThat(set.get("A")).isEmpty();
        assertThat(set.get("C")).isEmpty();
        assertThat(text(set, "D")).contains("fine");
        String longest = "x".repeat(10_000);
        assertThat(text(with("{A: " + longest + ", B: $A}"), "B")).contains(longest);
        assertThat(with("{A: " + longest + ", B: '$A$CI'}").get("B").isPresent())
                .isFalse();
    }

    @Test
    void aChainOfNinetyIsFollowed() {
        assertThat(text(with(chain(90)), "A0")).contains("end");
    }

    private static String chain(int length) {
        StringBuilder yaml = new StringBuilder("{A" + length + ": end");
        for (int i = 0; i < length; i++) {
            yaml.append(", A").append(i).append(": $A").append(i + 1);
        }
        return yaml.append("}").toString();
    }

    @Test
    void whatOthersMaySetIsNotKnown() {
        PipelineVariables others = PUSH.without(YamlNode.parse(Path.of("pipeline.yml"), "{CI: a, B: b}"));
        assertThat(others.get("CI")).isEmpty();
        assertThat(text(others, "GITLAB_CI")).contains("true");
        assertThat(text(PUSH, "CI")).contains("true");
    }
}
