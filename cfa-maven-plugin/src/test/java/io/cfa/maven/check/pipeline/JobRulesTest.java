package io.cfa.maven.check.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.pipeline.condition.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a push to dev-cfa2, of which {@code $OURS} is not known. */
class JobRulesTest {

    private static JobRules rules(String text) {
        return new JobRules(new PipelineText(text).pipeline, "dev-cfa2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                          | TRUE",
                "{rules: []}                                                 | FALSE",
                "{rules: [{if: $OURS}]}                                      | UNKNOWN",
                "{rules: [{when: never}], only: [branches]}                  | FALSE",
                "{only: dev-cfa2}                                            | TRUE",
                "{only: [main, dev-cfa2]}                                    | TRUE",
                "{only: [main]}                                              | FALSE",
                "{only: [branches]}                                          | TRUE",
                "{only: [pushes]}                                            | TRUE",
                "{only: [tags]}                                              | FALSE",
                "{only: [/^dev-/]}                                           | TRUE",
                "{only: [/^main/]}                                           | FALSE",
                "{only: [dev-cfa2@group/project]}                            | TRUE",
                "{only: [dev-cfa2@group]}                                    | FALSE",
                "{only: [/^DEV-/i@group/sub/project]}                        | TRUE",
                "{except: [dev-cfa2]}                                        | FALSE",
                "{except: [main]}                                            | TRUE",
                "{only: [branches], except: [/^dev-/]}                       | FALSE",
                "{only: {refs: [dev-cfa2]}}                                  | TRUE",
                "{only: {refs: [main]}}                                      | FALSE",
                "{only: {variables: [$CI_COMMIT_TAG, $CI]}}                  | TRUE",
                "{only: {variables: [$CI_COMMIT_TAG]}}                       | FALSE",
                "{only: {variables: [$CI_COMMIT_TAG, $OURS]}}                | UNKNOWN",
                "{only: {refs: [main], variables: [$CI]}}                    | FALSE",
                "{only: {refs: [dev-cfa2], changes: [a]}}                    | UNKNOWN",
                "{only: {kubernetes: active}}                                | UNKNOWN",
                "{only: {refs: [main], changes: [a]}}                        | FALSE",
                "{except: {changes: [a]}}                                    | UNKNOWN",
                "{variables: {OURS: a}, rules: [{if: $OURS == \"a\"}]}       | TRUE",
                "{variables: {OURS: a}, only: {variables: [$OURS == \"b\"]}} | FALSE"
            })
    void aJobIsInThePipelineByItsRulesOrByOnlyAndExcept(String body, Truth truth) {
        assertThat(rules("a: " + body).runs("a")).isEqualTo(truth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                                                              | TRUE",
                "workflow: a                                                   | TRUE",
                "workflow: {name: a}                                           | TRUE",
                "workflow: {rules: }                                           | TRUE",
                "workflow: {rules: []}                                         | FALSE",
                "workflow: {rules: [{if: $CI_COMMIT_TAG}]}                     | FALSE",
                "workflow: {rules: [{if: $OURS}]}                              | UNKNOWN",
                "workflow: {rules: [{if: $CI_COMMIT_BRANCH == \"dev-cfa2\"}]}  | TRUE"
            })
    void aWorkflowMakesThePipelineOrDoesNot(String workflow, Truth truth) {
        assertThat(rules((workflow == null ? "" : workflow) + "\na: {}").workflow())
                .isEqualTo(truth);
    }

    @Test
    void whatTheWorkflowAndTheFileSetIsKnownInRules() {
        String job = "a: {rules: [{if: '$KIND == \"push\" && $TOP == \"b\"'}]}\nvariables: {TOP: b}\n";
        assertThat(rules("workflow: {rules: [{if: $CI, variables: {KIND: push}}]}\n" + job)
                        .runs("a"))
                .isEqualTo(Truth.TRUE);
        assertThat(rules("workflow: {rules: [{if: $CI, variables: {KIND: tag}}]}\n" + job)
                        .runs("a"))
                .isEqualTo(Truth.FALSE);
        assertThat(rules(job).runs("a")).isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                      | TRUE",
                "{when: manual}                                          | FALSE",
                "{when: delayed}                                         | TRUE",
                "{only: [main]}                                          | FALSE",
                "{rules: [{if: $CI}]}                                    | TRUE",
                "{when: manual, rules: [{if: $CI}]}                      | FALSE",
                "{when: manual, rules: [{if: $CI, when: always}]}        | TRUE",
                "{rules: [{if: $CI, when: manual}]}                      | FALSE",
                "{variables: {A: b}, rules: [{if: $A == \"b\"}]}         | TRUE"
            })
    void whatAPersonStartsDoesNotBeginByItself(String body, Truth truth) {
        assertThat(rules("a: " + body).beginsByItself("a")).isEqualTo(truth);
        assertThat(rules("workflow: {rules: [{when: never}]}\na: " + body).beginsByItself("a"))
                .isEqualTo(Truth.FALSE);
    }

    @Test
    void aFreezeIsKnownWhereItIsAskedFor() {
        Pipeline pipeline = new PipelineText("a: {rules: [{if: $CI_DEPLOY_FREEZE}]}").pipeline;
        assertThat(JobRules.frozen(pipeline, "dev-cfa2").runs("a")).isEqualTo(Truth.TRUE);
        assertThat(new JobRules(pipeline, "dev-cfa2").runs("a")).isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                 | false",
                "{only: {changes: [a]}}                                             | false",
                "{rules: [{if: $CI}]}                                               | false",
                "{rules: [{if: $CI, changes: [a]}]}                                 | true",
                "{rules: [{changes: [a]}]}                                          | true",
                "{rules: [{if: $CI, changes: [a]}, {when: always}]}                 | false",
                "{rules: [{if: $OURS, changes: [a]}]}                               | true",
                "{rules: [{if: $CI_COMMIT_TAG, changes: [a]}, {if: $OURS}]}         | false",
                "{rules: [{if: $OURS}, {if: $CI_COMMIT_TAG, changes: [a]}]}         | false",
                "{rules: [{if: $OURS, when: never}, {if: $CI}, {changes: [a]}]}     | false",
                "{rules: [{if: $OURS}, {if: $CI, changes: [a]}]}                    | true",
                "{variables: {OURS: a}, rules: [{if: $OURS == null, changes: [a]}]} | false"
            })
    void whatWasChangedMayLeaveAJobOut(String body, boolean mayBe) {
        assertThat(rules("a: " + body).mayBeLeftOut("a")).isEqualTo(mayBe);
    }
}
