package io.cfa.maven.host.realm;

import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteException;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings the realm of a host's Keycloak to the file that the host has of it, or says what differs. */
public final class RealmReconciliation {

    /** The service of the compose file that it is of. */
    public static final String SERVICE = RealmAdmin.SERVICE;

    /** What is missing, what differs of it, and once more to see that nothing is left. */
    private static final int ROUNDS = 4;

    /** A JVM of that size is ready after half a minute on two cores. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int LONGEST_LINE = 400;

    private final HostContext context;
    private final String directory;
    private final RealmAdmin admin;
    private boolean hasContainer = true;

    /**
     * Of one host.
     *
     * @param directory where the bundle is on it
     * @param admin     the way to its Keycloak
     */
    RealmReconciliation(HostContext context, String directory, RealmAdmin admin) {
        this.context = context;
        this.directory = directory;
        this.admin = admin;
    }

    /** Of a stack on one host, if it has Keycloak. */
    public static Optional<RealmReconciliation> of(HostContext context, Stack stack, String directory) {
        return of(context, stack, directory, new KeycloakAdmin(context.host(), stack.projectName()));
    }

    /** Of a stack on a swarm, if it has Keycloak; the file is that of the manager. */
    public static Optional<RealmReconciliation> of(HostContext context, Stack stack, String directory, SwarmState now) {
        return of(context, stack, directory, new JobAdmin(context.host(), stack.projectName(), now));
    }

    private static Optional<RealmReconciliation> of(
            HostContext context, Stack stack, String directory, RealmAdmin admin) {
        return isOf(stack) ? Optional.of(new RealmReconciliation(context, directory, admin)) : Optional.empty();
    }

    static boolean isOf(Stack stack) {
        return stack.services().stream().anyMatch(service -> service.name().equals(SERVICE));
    }

    /** The question for the file. */
    static Command file(String directory) {
        return Command.of("cat", directory + "/" + RealmFile.PATH);
    }

    /**
     * What differs, a line each; empty where nothing does.
     *
     * @return nothing where there is no file of a realm, no Keycloak, or one that does not answer
     * @throws RealmException where the file or an answer cannot be read, or the administrator's password is refused
     */
    public Optional<List<String>> difference() {
        return comparison()
                .flatMap(this::look)
                .map(changes -> changes.stream().map(RealmReconciliation::line).toList());
    }

    /**
     * What the realm will become, as lines of a plan; nothing where Keycloak does not answer now, as it is compared again then.
     *
     * @param realm what makes it, which may fail as the comparison may
     * @param then  when it is compared again: {@code after the deploy}
     */
    public static List<String> foretold(Supplier<Optional<RealmReconciliation>> realm, String then) {
        try {
            return realm.get().flatMap(RealmReconciliation::difference).orElse(List.of()).stream()
                    .map(line -> "realm: " + line)
                    .toList();
        } catch (RolloutException | RemoteException e) {
            return List.of("realm: compared again " + then + "; now " + e.getMessage());
        }
    }

    /**
     * Applies what differs, and tells it; waits for a Keycloak that is starting.
     *
     * @throws RealmException where Keycloak refuses a change, or something is left
     */
    public void apply() {
        Optional<RealmComparison> comparison = comparison();
        if (comparison.isEmpty()) {
            return;
        }
        Optional<List<RealmChange>> seen = lookPatiently(comparison.get());
        for (int round = 0; round < ROUNDS && seen.isPresent(); round++) {
            List<RealmChange> changes = seen.get();
            if (changes.isEmpty()) {
                return;
            }
            changes.forEach(change -> context.say("realm: " + line(change)));
            send(comparison.get().name(), changes);
            seen = look(comparison.get());
        }
        seen.filter(left -> !left.isEmpty()).ifPresent(left -> {
            throw new RealmException(
                    "The realm on " + context.host().name() + " still differs from " + RealmFile.PATH + " after "
                            + ROUNDS + " rounds: " + line(left.get(0)),
                    "see cfa:logs -Dcfa.services=keycloak");
        });
    }

    private void send(String realm, List<RealmChange> changes) {
        List<String> answers = admin.apply(realm, changes).output().lines().toList();
        for (int i = 0; i < changes.size(); i++) {
            String answer = i < answers.size() ? answers.get(i) : "nothing";
            if (!answer.startsWith("2")) {
                throw new RealmException(
                        "Keycloak on " + context.host().name() + " answered " + answer.strip() + " to "
                                + line(changes.get(i)),
                        "mend " + RealmFile.PATH + ", or see cfa:logs -Dcfa.services=keycloak");
            }
        }
    }

    private Optional<List<RealmChange>> lookPatiently(RealmComparison comparison) {
        Instant end = context.sleeper().now().plus(PATIENCE);
        Optional<List<RealmChange>> seen = look(comparison);
        while (seen.isEmpty() && hasContainer && context.sleeper().now().isBefore(end)) {
            context.sleeper().pause(PAUSE);
            seen = look(comparison);
        }
        return seen;
    }

    private Optional<RealmComparison> comparison() {
        Result file = context.host().run(file(directory));
        return file.succeeded()
                ? Optional.of(new RealmComparison(context.host().name(), file.output()))
                : Optional.empty();
    }

    private Optional<List<RealmChange>> look(RealmComparison comparison) {
        Result result = admin.observe(comparison.paths());
        hasContainer = result.exitStatus() != AdminAnswers.NO_CONTAINER;
        return comparison.of(result);
    }

    static String line(RealmChange change) {
        return change.line().length() > LONGEST_LINE ? change.line().substring(0, LONGEST_LINE) + "…" : change.line();
    }
}
