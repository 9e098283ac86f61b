package io.cfa.maven.verify;

import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to verify, and how patiently.
 *
 * @param stack    what should run
 * @param only     the services to look at; all of the stack where empty
 * @param expected the manifest digest that each service should run; services that are not named are not compared
 * @param patience how long containers that are still starting are waited for
 * @param watch    for how long afterwards no container may restart or be replaced
 */
public record VerifyRequest(
        Stack stack, Set<String> only, Map<String, Digest> expected, Duration patience, Duration watch) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if {@code only} names a service that the stack does not have
     */
    public VerifyRequest {
        only = Set.copyOf(only);
        expected = Map.copyOf(expected);
        List<String> known = stack.services().stream().map(Service::name).toList();
        only.stream().filter(name -> !known.contains(name)).sorted().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("cfa.only names \"" + name
                    + "\", which the stack does not have. Next: choose of " + String.join(", ", known));
        });
    }

    /** The same request without any waiting, to see how things are at this moment. */
    public VerifyRequest atOnce() {
        return new VerifyRequest(stack, only, expected, Duration.ZERO, Duration.ZERO);
    }

    List<Service> services() {
        return stack.services().stream()
                .filter(service -> only.isEmpty() || only.contains(service.name()))
                .toList();
    }
}
