package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ContainerTrouble;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Finding;
import java.util.List;

/** Whether every container of the project is one that runs, or at least in a state that compose can replace it from. */
final class ContainersCheck implements HostCheck {

    private static final String SUBJECT = "containers";
    private static final String EXPECTED = "a container that runs";

    private final Stack stack;

    ContainersCheck(Stack stack) {
        this.stack = stack;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        if (!observed.answer(Aspect.CONTAINERS).succeeded()) {
            return List.of();
        }
        List<CheckResult> troubles = ContainerTrouble.in(observed.containers(), stack.services()).stream()
                .map(ContainersCheck::result)
                .toList();
        return troubles.isEmpty()
                ? List.of(CheckResult.passed(
                        SUBJECT, observed.containers().containers().size() + ", all of them run"))
                : troubles;
    }

    private static CheckResult result(ContainerTrouble trouble) {
        String name = trouble.container().name();
        return trouble.needsAHand()
                ? CheckResult.refused(
                        SUBJECT,
                        trouble.container().state(),
                        new Finding(
                                name, trouble.found(), EXPECTED + ", or that compose can make anew", trouble.next()))
                : CheckResult.warning(
                        SUBJECT,
                        trouble.container().state(),
                        new Finding(name, trouble.found(), EXPECTED, trouble.next()));
    }
}
