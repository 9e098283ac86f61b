package io.cfa.maven.check.pipeline.condition;

import static io.cfa.maven.check.pipeline.condition.Truth.FALSE;
import static io.cfa.maven.check.pipeline.condition.Truth.TRUE;
import static io.cfa.maven.check.pipeline.condition.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a push to dev-cfa2, of which {@code $OURS} is not known. */
class RuleListTest {

    private static final PipelineVariables PUSH = PipelineVariables.ofPush("dev-cfa2");

    private static List<YamlNode> rules(String yaml) {
        return YamlNode.parse(Path.of("pipeline.yml"), yaml).items();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                                         | FALSE",
                "[{when: always}]                                                           | TRUE",
                "[{when: never}]                                                            | FALSE",
                "[{when: manual}]                                                           | TRUE",
                "[{if: '$CI_COMMIT_BRANCH == \"dev-cfa2\"'}]                                | TRUE",
                "[{if: '$CI_COMMIT_BRANCH == \"main\"'}]                                    | FALSE",
                "[{if: $OURS}]                                                              | UNKNOWN",
                "[{if: [a, b]}]                                                             | UNKNOWN",
                "[{if: $CI, changes: [a]}]                                                  | UNKNOWN",
                "[{if: $CI, exists: [a]}]                                                   | UNKNOWN",
                "[{if: $CI_COMMIT_TAG, changes: [a]}]                                       | FALSE",
                "[{if: $CI_COMMIT_TAG}, {when: always}]                                     | TRUE",
                "[{when: never}, {when: always}]                                            | FALSE",
                "[{when: always}, {when: never}]                                            | TRUE",
                "[{if: $OURS, when: never}, {when: always}]                                 | UNKNOWN",
                "[{if: $OURS}, {when: always}]                                              | TRUE",
                "[{if: $OURS}, {when: never}]                                               | UNKNOWN",
                "[{if: $OURS, when: never}, {if: $CI_COMMIT_TAG}]                           | FALSE"
            })
    void theFirstRuleThatHoldsDecides(String yaml, Truth truth) {
        assertThat(new RuleList(PUSH).evaluate(rules(yaml))).isEqualTo(truth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{if: $CI}]                 | on_success | TRUE",
                "[{if: $CI}]                 | manual     | FALSE",
                "[{if: $CI, when: manual}]   | on_success | FALSE",
                "[{if: $CI, when: never}]    | on_success | FALSE",
                "[{if: $CI, when: delayed}]  | manual     | TRUE"
            })
    void whatAPersonStartsDoesNotBeginByItself(String yaml, String usual, Truth truth) {
        assertThat(new RuleList(PUSH).beginsByItself(rules(yaml), usual)).isEqualTo(truth);
    }

    private static Optional<String> set(String name, String yaml) {
        return new RuleList(PUSH).variables(rules(yaml)).get(name).flatMap(RuleOperand::text);
    }

    @Test
    void theRuleThatHoldsSetsItsVariables() {
        assertThat(
                        set(
                                "A",
                                "[{if: $CI_COMMIT_TAG, variables: {A: tag}}, {if: $CI, variables: {A: push}}, {variables: {A: other}}]"))
                .contains("push");
        assertThat(set("CI", "[{if: $CI_COMMIT_TAG, variables: {CI: tag}}]")).contains("true");
        assertThat(set("CI", "[{variables: [CI]}]")).contains("true");
    }

    @Test
    void whereItCannotBeToldWhichHoldsWhatOneMaySetIsNotKnown() {
        String some =
                "[{if: $OURS, variables: {CI: ours}}, {variables: {GITLAB_CI: last}}, {variables: {CI_DEFAULT_BRANCH: never}}]";
        assertThat(set("CI", some)).isEmpty();
        assertThat(set("GITLAB_CI", some)).isEmpty();
        assertThat(set("CI_DEFAULT_BRANCH", some)).contains("main");
        assertThat(set("CI", "[{if: $OURS}, {if: $CI_COMMIT_TAG, variables: {CI: tag}}]"))
                .contains("true");
    }

    @Test
    void bothAndOneOfBothWithWhatIsNotKnown() {
        for (Truth one : Truth.values()) {
            assertThat(one.and(FALSE)).isEqualTo(FALSE).isEqualTo(FALSE.and(one));
            assertThat(one.or(TRUE)).isEqualTo(TRUE).isEqualTo(TRUE.or(one));
            assertThat(one.and(TRUE)).isEqualTo(one).isEqualTo(TRUE.and(one));
            assertThat(one.or(FALSE)).isEqualTo(one).isEqualTo(FALSE.or(one));
            assertThat(one.not().not()).isEqualTo(one);
        }
        assertThat(UNKNOWN.and(UNKNOWN)).isEqualTo(UNKNOWN).isEqualTo(UNKNOWN.not());
        assertThat(TRUE.not()).isEqualTo(FALSE);
    }
}
