package io.cfa.maven.host.realm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings the realm of a host's Keycloak to the file that the host has of it, or says what differs. */
public final class RealmReconciliation {

    /** The service of the compose file that it is of. */
    public static final String SERVICE = "keycloak";

    /** What is missing, what differs of it, and once more to see that nothing is left. */
    private static final int ROUNDS = 4;

    /** A JVM of that size is ready after half a minute on two cores. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int NO_CONTAINER = 3;
    private static final int NOT_YET = 4;
    private static final int REFUSED = 5;
    private static final int LONGEST_LINE = 400;
    private static final JsonMapper JSON = new JsonMapper();

    private final HostContext context;
    private final String directory;
    private final KeycloakAdmin admin;
    private boolean hasContainer = true;

    /**
     * Of one host.
     *
     * @param directory where the bundle is on it
     * @param project   the name of its compose project
     */
    public RealmReconciliation(HostContext context, String directory, String project) {
        this.context = context;
        this.directory = directory;
        this.admin = new KeycloakAdmin(project);
    }

    /** Of a stack, if it has Keycloak. */
    public static Optional<RealmReconciliation> of(HostContext context, Stack stack, String directory) {
        return stack.services().stream().anyMatch(service -> service.name().equals(SERVICE))
                ? Optional.of(new RealmReconciliation(context, directory, stack.projectName()))
                : Optional.empty();
    }

    private record Seen(RealmFile file, List<RealmChange> changes) {}

    /**
     * What differs, a line each; empty where nothing does.
     *
     * @return nothing where there is no file of a realm, no Keycloak, or one that does not answer
     * @throws RolloutException where the file or an answer cannot be read, or the administrator's password is refused
     */
    public Optional<List<String>> difference() {
        return look().map(seen ->
                seen.changes().stream().map(RealmReconciliation::line).toList());
    }

    /**
     * Applies what differs, and tells it; waits for a Keycloak that is starting.
     *
     * @throws RolloutException where Keycloak refuses a change, or something is left
     */
    public void apply() {
        Optional<String> file = file();
        if (file.isEmpty()) {
            return;
        }
        Optional<Seen> seen = lookPatiently(file.get());
        for (int round = 0; round < ROUNDS && seen.isPresent(); round++) {
            Seen now = seen.get();
            if (now.changes().isEmpty()) {
                return;
            }
            now.changes().forEach(change -> context.say("realm: " + line(change)));
            send(now);
            seen = look(file.get());
        }
        seen.filter(now -> !now.changes().isEmpty()).ifPresent(now -> {
            throw new RealmException(
                    "The realm on " + context.host().name() + " still differs from " + RealmFile.PATH + " after "
                            + ROUNDS + " rounds: " + line(now.changes().get(0)),
                    "see cfa:logs -Dcfa.services=keycloak");
        });
    }

    private void send(Seen now) {
        Result result = context.host().run(admin.apply(now.file().name(), now.changes()));
        List<String> answers = result.output().lines().toList();
        for (int i = 0; i < now.changes().size(); i++) {
            String answer = i < answers.size() ? answers.get(i) : "nothing";
            if (!answer.startsWith("2")) {
                throw new RealmException(
                        "Keycloak on " + context.host().name() + " answered " + answer.strip() + " to "
                                + line(now.changes().get(i)),
                        "mend " + RealmFile.PATH + ", or see cfa:logs -Dcfa.services=keycloak");
            }
        }
    }

    private Optional<Seen> look() {
        return file().flatMap(this::look);
    }

    private Optional<Seen> lookPatiently(String file) {
        Instant end = context.sleeper().now().plus(PATIENCE);
        Optional<Seen> seen = look(file);
        while (seen.isEmpty() && hasContainer && context.sleeper().now().isBefore(end)) {
            context.sleeper().pause(PAUSE);
            seen = look(file);
        }
        return seen;
    }

    private Optional<String> file() {
        Result file = context.host().run(Command.of("cat", directory + "/" + RealmFile.PATH));
        return file.succeeded() ? Optional.of(file.output()) : Optional.empty();
    }

    private Optional<Seen> look(String text) {
        String realm = "/admin/realms/" + RealmFile.parse(text, Map.of()).name();
        List<String> paths = List.of(realm, realm + "/clients?max=1000", realm + "/roles?max=1000");
        Map<String, String> variables = new LinkedHashMap<>();
        Optional<List<JsonNode>> answers = ask(paths, variables);
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        RealmFile file = RealmFile.parse(text, variables);
        if (!file.unknownVariables().isEmpty()) {
            throw new RealmException(
                    RealmFile.PATH + " names " + String.join(", ", file.unknownVariables())
                            + ", which the container of keycloak on "
                            + context.host().name()
                            + " does not have",
                    "set it there under environment in docker-compose.yml, sync and roll out");
        }
        ObservedRealm observed = new ObservedRealm(
                answers.get().get(0),
                RealmFile.list(answers.get().get(1)),
                RealmFile.list(answers.get().get(2)));
        AccountRights rights = new AccountRights(file, observed);
        List<String> more = rights.paths().stream().map(path -> realm + path).toList();
        Optional<List<JsonNode>> said = more.isEmpty() ? Optional.of(List.of()) : ask(more, variables);
        return said.map(given -> {
            List<RealmChange> changes = new ArrayList<>(RealmDifference.between(file, observed));
            changes.addAll(rights.difference(given));
            return new Seen(file, List.copyOf(changes));
        });
    }

    /** One answer for each path; nothing where Keycloak is not there yet. */
    private Optional<List<JsonNode>> ask(List<String> paths, Map<String, String> variables) {
        Result result = context.host().run(admin.observe(paths));
        hasContainer = result.exitStatus() != NO_CONTAINER;
        if (!hasContainer || result.exitStatus() == NOT_YET) {
            return Optional.empty();
        }
        if (result.exitStatus() == REFUSED) {
            throw new RealmException(
                    "Keycloak on " + context.host().name()
                            + " refuses the user admin with secrets/keycloak_admin_password",
                    "write the password that counts there into that file; the runbook says how to set another");
        }
        if (!result.succeeded()) {
            throw new RealmException(
                    "Keycloak on " + context.host().name()
                            + " could not be asked for its realm (exit status " + result.exitStatus() + "): "
                            + result.error().lines().findFirst().orElse(""),
                    "see cfa:doctor");
        }
        List<JsonNode> answers = new ArrayList<>();
        result.output().lines().forEach(line -> {
            if (line.startsWith("env ") && line.contains("=")) {
                variables.put(line.substring(4, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            } else if (line.startsWith("GET ") && answers.size() < paths.size()) {
                answers.add(answer(paths.get(answers.size()), line.substring(4)));
            }
        });
        if (answers.size() != paths.size()) {
            throw new RealmException(
                    "Keycloak on " + context.host().name() + " gave " + answers.size() + " of " + paths.size()
                            + " answers",
                    "see cfa:logs -Dcfa.services=keycloak");
        }
        return Optional.of(answers);
    }

    private JsonNode answer(String path, String line) {
        String[] parts = line.split(" ", 2);
        try {
            if (parts[0].equals("200") && parts.length == 2) {
                return JSON.readTree(parts[1]);
            }
        } catch (JsonProcessingException e) {
            throw new RealmException(
                    "Keycloak on " + context.host().name() + " answered GET " + path
                            + " with something that is not JSON",
                    "see cfa:logs -Dcfa.services=keycloak");
        }
        throw new RealmException(
                "Keycloak on " + context.host().name() + " answered " + parts[0] + " to GET " + path,
                "see cfa:logs -Dcfa.services=keycloak");
    }

    private static String line(RealmChange change) {
        return change.line().length() > LONGEST_LINE ? change.line().substring(0, LONGEST_LINE) + "…" : change.line();
    }
}
