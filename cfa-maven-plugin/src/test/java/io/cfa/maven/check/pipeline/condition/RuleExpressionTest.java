package io.cfa.maven.check.pipeline.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
