package io.cfa.maven.verify;

import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses services of a stack by their names. */
public final class ServiceFilter {

    private ServiceFilter() {}

    /**
     * The services of these names, in the stack's order; all of them where no name is given.
     *
     * @throws IllegalArgumentException if a name is none of the stack's
     */
    public static List<Service> of(Stack stack, Set<String> only) {
        List<String> known = stack.services().stream().map(Service::name).toList();
        String others = only.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .map(name -> "\"" + name + "\"")
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("cfa.services names " + others
                    + ", which the stack does not have. Next: choose of " + String.join(", ", known));
        }
        return stack.services().stream()
                .filter(service -> only.isEmpty() || only.contains(service.name()))
                .toList();
    }
}
