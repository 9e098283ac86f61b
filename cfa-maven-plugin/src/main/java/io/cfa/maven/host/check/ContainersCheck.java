package io.cfa.maven.host.check;

import io.cfa.maven.docker.Container;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.Map;

/** Whether every container of the project is in a state that compose can replace it from. */
final class ContainersCheck implements HostCheck {

    private static final String SUBJECT = "containers";

    /** What has to be done by hand, by the engine's word for a state. */
    private static final Map<String, String> REMEDIES = Map.of(
            "removing",
            "`docker rm -f %s` there; where that does not help, restart the engine",
            "dead",
            "`docker rm -f %s` there; where that does not help, restart the engine",
            "paused",
            "`docker unpause %s` there");

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        if (!observed.answer(Aspect.CONTAINERS).succeeded()) {
            return List.of();
        }
        List<Container> all = observed.containers().containers();
        List<CheckResult> stuck = all.stream()
                .filter(container -> REMEDIES.containsKey(container.state()))
                .map(container -> CheckResult.refused(
                        SUBJECT,
                        container.state(),
                        new Finding(
                                container.name(),
                                container.state(),
                                "a container that runs, or that compose can make anew",
                                REMEDIES.get(container.state()).formatted(container.name()))))
                .toList();
        return stuck.isEmpty() ? List.of(CheckResult.passed(SUBJECT, all.size() + " that compose can replace")) : stuck;
    }
}
