package io.cfa.maven.check.pipeline.condition;

import java.util.Optional;

/**
 * A side of a comparison whose value is known.
 *
 * @param text its text; absent for null
 */
record RuleOperand(Optional<String> text) {

    static final RuleOperand NOTHING = new RuleOperand(Optional.empty());

    boolean isTrue() {
        return text.filter(value -> !value.isEmpty()).isPresent();
    }
}
