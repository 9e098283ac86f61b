package io.cfa.maven.rollout.preflight;

import io.cfa.maven.host.bundle.UnifiedDiff;
import io.cfa.maven.host.state.PreflightFacts;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.BundleFile;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares the host's compose and env with the repository's. */
final class HostFileDrift {

    private static final String SYNC =
            "bring the repository's compose and env to the host with ops/scripts/sync-compose-cfa2.sh";
    private static final int SHOWN = 60;

    private final PreflightFacts facts;
    private final RolloutRequest request;
    private final List<String> problems = new ArrayList<>();
    private Optional<Stack> there = Optional.empty();

    HostFileDrift(PreflightFacts facts, RolloutRequest request) {
        this.facts = facts;
        this.request = request;
        read(Stack.COMPOSE_FILE, facts.compose());
        read(".env", facts.env());
        facts.compose().ifPresent(compose -> facts.env().ifPresent(env -> compare(compose, env)));
    }

    /** What cannot work with this release. */
    List<String> problems() {
        return problems;
    }

    /** What the host's files say shall run, or where they cannot be read, the repository's. */
    Stack stack() {
        return there.orElse(request.stack());
    }

    /** How they differ from the repository's. */
    List<String> warnings() {
        return request.around().bundle().map(this::drift).orElse(List.of());
    }

    private List<String> drift(Bundle bundle) {
        List<String> lines = new ArrayList<>();
        lines.addAll(drift(Stack.COMPOSE_FILE, facts.compose(), bundle));
        lines.addAll(drift(Stack.ENV_FILE, facts.env(), bundle));
        if (!lines.isEmpty()) {
            lines.add(
                    0,
                    "the host's files are not the repository's; the host's are used as they are. Next: see whether that is meant, or "
                            + SYNC);
        }
        return lines;
    }

    private static List<String> drift(String file, Optional<String> text, Bundle bundle) {
        Optional<String> ours = Optional.ofNullable(bundle.files().get(file)).flatMap(BundleFile::text);
        if (text.isEmpty() || ours.isEmpty()) {
            return List.of();
        }
        List<String> lines =
                UnifiedDiff.lines(text.get(), file + " on the host", ours.get(), file + " in the repository");
        if (lines.size() <= SHOWN) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, SHOWN));
        first.add("… and " + (lines.size() - SHOWN) + " more lines");
        return first;
    }

    private void read(String file, Optional<String> text) {
        if (text.isEmpty()) {
            problems.add(
                    facts.host() + ":" + request.project().directory() + "/" + file + " cannot be read. Next: " + SYNC);
        }
    }

    private void compare(String compose, String env) {
        Path directory = Path.of(request.project().directory());
        try {
            Stack stack = Stack.of(
                    ComposeFile.parse(directory.resolve(Stack.COMPOSE_FILE), compose),
                    EnvFile.parse(directory.resolve(".env"), env.lines().toList()),
                    request.project().environment());
            there = Optional.of(stack);
            List<String> known = stack.services().stream().map(Service::name).toList();
            for (Service service : request.stack().services()) {
                if (!known.contains(service.name())) {
                    problems.add("the host's " + Stack.COMPOSE_FILE + " has no service " + service.name() + ", which "
                            + service.place() + " of the repository has. Next: " + SYNC);
                }
            }
            if (!stack.projectName().equals(request.stack().projectName())) {
                problems.add("the host's " + Stack.COMPOSE_FILE + " names the project " + stack.projectName()
                        + ", the repository's " + request.stack().projectName() + ". Next: " + SYNC);
            }
        } catch (MalformedFileException e) {
            problems.add("on the host: " + e.getMessage() + "; then " + SYNC);
        }
    }
}
