package io.cfa.maven.check.pipeline.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However long a condition is, it has an answer or is refused; what GitLab makes of conditions is in the corpus of readers. */
class RuleExpressionTest {

    private static final PipelineVariables PUSH = PipelineVariables.ofPush("dev-cfa2");

    @ParameterizedTest
    @ValueSource(strings = {"a", "\\.", "a\\/", "(a|b)"})
    void aLongRegularExpressionIsRefused(String part) {
        assertThatThrownBy(() -> RuleExpression.evaluate("\"x\" =~ /" + part.repeat(50_000) + "/", PUSH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongChainIsEvaluated() {
        assertThat(RuleExpression.evaluate(
                        "$CI_COMMIT_BRANCH =~ /^dev-\\w+$/" + " || $A == \"b\"".repeat(10_000), PUSH))
                .isEqualTo(Truth.TRUE);
        assertThatThrownBy(() -> RuleExpression.evaluate("(".repeat(50_000) + "$A", PUSH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "$CI; TRUE",
                "\"\"; FALSE",
                "null; FALSE",
                "$OURS; UNKNOWN",
                "$CI_COMMIT_TAG; FALSE",
                "$CI_COMMIT_TAG == null; TRUE",
                "$CI_COMMIT_BRANCH == 'dev-cfa2'; TRUE",
                "$CI_COMMIT_BRANCH != 'dev-cfa2'; FALSE",
                "$OURS == 'a'; UNKNOWN",
                "'a' == $OURS; UNKNOWN",
                "$OURS != 'a'; UNKNOWN",
                "$OURS =~ /a/; UNKNOWN",
                "'a' =~ $OURS; UNKNOWN",
                "$CI_COMMIT_TAG =~ /a/; FALSE",
                "$CI_COMMIT_TAG !~ /a/; TRUE",
                "'a' =~ $CI_COMMIT_TAG; FALSE",
                "$CI_COMMIT_BRANCH =~ /^DEV/i; TRUE",
                "$CI_COMMIT_BRANCH =~ /^DEV/; FALSE",
                "$CI_COMMIT_BRANCH !~ /^dev/; FALSE",
                "'dev' =~ 'a dev b'; TRUE",
                "'a dev b' =~ 'dev'; FALSE",
                "('a' == 'b' || $CI) && 'a' == 'a'; TRUE",
                "'a' == 'b' && $OURS; FALSE"
            })
    void whatIsNotKnownIsNeitherSoNorNot(String condition, Truth truth) {
        assertThat(RuleExpression.evaluate(condition, PUSH)).isEqualTo(truth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(", "($CI", "$CI ==", "== $CI", "$CI $CI", "'a' =~ /(/", "$CI )"})
    void whatIsNoConditionIsRefused(String condition) {
        assertThatThrownBy(() -> RuleExpression.evaluate(condition, PUSH)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anExpressionStandsBetweenSlashes() {
        assertThatThrownBy(() -> RuleExpression.find("a", "a")).hasMessageContaining("expected it between slashes");
        assertThatThrownBy(() -> RuleExpression.find("/", "a")).hasMessageContaining("expected it between slashes");
        assertThat(RuleExpression.find("//", "a")).isTrue();
        assertThat(RuleExpression.find("/b/", "a")).isFalse();
        assertThat(RuleExpression.find("/a\\/b/", "a/b")).isTrue();
    }
}
