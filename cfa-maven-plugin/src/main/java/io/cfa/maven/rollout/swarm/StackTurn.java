package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.stack.StackDocument;
import io.cfa.maven.docker.swarm.ServiceConfiguration;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a stack that is deployed at once, and awaited before the next one. Swarm updates all services of a deploy side by side: seven that start together on two
 * cores are seven that nobody can ask for as long as that takes.
 *
 * @param document the stack with the services of this part
 * @param whole    whether that is all of them, and services that it does not have are removed; the last part is
 */
record StackTurn(StackDocument document, boolean whole) {

    /**
     * The parts of a document, in order. Where fewer than two of ours change, that is the document. Else comes first what does not wait for others, if any of it changes: what is not ours. Then one of
     * ours after the other, also of those that do not run yet, in the file's order, that which routes to the others last and with it the whole document, which finds the rest as it says.
     *
     * @param released how services were configured when the last release was found in order; those that a person changed since are replaced too
     */
    static List<StackTurn> of(
            StackDocument document, Stack stack, SwarmState now, Map<String, ServiceConfiguration> released) {
        List<String> changed = document.services().stream()
                .filter(name -> changes(document, now.service(name), name, released))
                .toList();
        List<String> inTurn = stack.builtHere().stream()
                .sorted(Comparator.comparing(Service::replacedLast))
                .map(Service::name)
                .filter(changed::contains)
                .toList();
        List<String> ours = stack.builtHere().stream().map(Service::name).toList();
        if (inTurn.size() < 2) {
            return List.of(new StackTurn(document, true));
        }
        List<StackTurn> turns = new ArrayList<>();
        if (!inTurn.containsAll(changed)) {
            turns.add(new StackTurn(
                    document.only(document.services().stream()
                            .filter(name -> !ours.contains(name))
                            .toList()),
                    false));
        }
        inTurn.subList(0, inTurn.size() - 1)
                .forEach(name -> turns.add(new StackTurn(document.only(List.of(name)), false)));
        turns.add(new StackTurn(document, true));
        return turns;
    }

    /** A service that an older plugin deployed has no such label, and counts as another. */
    private static boolean changes(
            StackDocument document,
            Optional<SwarmService> there,
            String name,
            Map<String, ServiceConfiguration> released) {
        return there.isEmpty()
                || !document.isOf(name, there.get().labels())
                || Optional.ofNullable(released.get(name))
                        .filter(then ->
                                !then.differences(there.get().configuration()).isEmpty())
                        .isPresent();
    }

    List<String> services() {
        return document.services();
    }

    String title() {
        return "deploy " + (whole ? "" : String.join(", ", services()) + " of ") + "the stack " + document.project();
    }
}
