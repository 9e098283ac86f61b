package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedState;
import java.util.List;

/** One rule that a host has to meet. */
@FunctionalInterface
public interface HostCheck {

    /** Judges what was observed; several results where the rule has several subjects, none where it does not apply. */
    List<CheckResult> examine(ObservedState observed);
}
