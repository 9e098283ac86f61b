package io.cfa.maven.host.check;

import io.cfa.maven.host.bundle.UnifiedDiff;
import io.cfa.maven.host.state.Fact;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.BundleFile;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.report.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the host's compose and env can be read and fit the release, and how they differ from the repository's. */
final class FilesCheck implements HostCheck {

    private static final String SUBJECT = "files";
    private static final String ENV = ".env";
    private static final String SYNC = "bring the repository's compose and env to the host with cfa:sync";
    private static final int SHOWN = 60;
    private static final String PROJECT = "COMPOSE_PROJECT_NAME";

    private final ExpectedHost expected;

    FilesCheck(ExpectedHost expected) {
        this.expected = expected;
    }

    /** What the host's files say shall run. */
    static Fact<Stack> stack(ExpectedHost expected, ObservedState observed) {
        Path directory = Path.of(expected.project().directory());
        if (observed.compose().isEmpty() || observed.env().isEmpty()) {
            return Fact.none();
        }
        List<String> env = observed.env().get().lines().toList();
        return Fact.of(() -> Stack.of(
                ComposeFile.parse(
                        directory.resolve(Stack.COMPOSE_FILE),
                        observed.compose().get()),
                EnvFile.parse(directory.resolve(ENV), env),
                expected.project().environment()));
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        List<CheckResult> results = new ArrayList<>();
        unreadable(observed, Stack.COMPOSE_FILE, observed.compose()).ifPresent(results::add);
        unreadable(observed, ENV, observed.env()).ifPresent(results::add);
        Fact<Stack> there = stack(expected, observed);
        there.value().ifPresent(stack -> compare(observed, stack, results));
        if (!there.problem().isEmpty()) {
            results.add(refused(new Finding(
                    "on the host: " + expected.project().directory(),
                    there.problem(),
                    "files that compose can read",
                    SYNC)));
        }
        drift(observed).ifPresent(results::add);
        beside(observed).forEach(results::add);
        return results.isEmpty() ? List.of(CheckResult.passed(SUBJECT, "as in the repository")) : results;
    }

    private List<CheckResult> beside(ObservedState observed) {
        String directory = observed.host() + ":" + expected.project().directory() + "/";
        return observed.answer(Aspect.OTHER_COMPOSE_FILES)
                .output()
                .lines()
                .map(name -> CheckResult.warning(
                        SUBJECT,
                        name,
                        new Finding(
                                directory + name,
                                "the goals do not read it, and a `docker compose` that is called there does",
                                Stack.COMPOSE_FILE + " alone",
                                "move its lines into the repository's " + Stack.COMPOSE_FILE + ", and it away")))
                .toList();
    }

    private Optional<CheckResult> unreadable(ObservedState observed, String file, Optional<String> text) {
        return text.isPresent()
                ? Optional.empty()
                : Optional.of(refused(new Finding(
                        observed.host() + ":" + expected.project().directory() + "/" + file,
                        "cannot be read",
                        "a file of the bundle",
                        SYNC)));
    }

    private void compare(ObservedState observed, Stack stack, List<CheckResult> results) {
        String file = observed.host() + ":" + expected.project().directory() + "/" + Stack.COMPOSE_FILE;
        List<String> known = stack.services().stream().map(Service::name).toList();
        for (Service service : expected.stack().services()) {
            if (!known.contains(service.name())) {
                results.add(refused(new Finding(
                        file,
                        "no service " + service.name(),
                        "it, as " + service.place() + " of the repository has it",
                        SYNC)));
            }
        }
        if (!stack.projectName().equals(expected.stack().projectName())) {
            results.add(project(observed, stack, file));
        }
    }

    /** Of another project than the goals work on; what the env file calls it counts for who types `docker compose` there alone. */
    private CheckResult project(ObservedState observed, Stack stack, String file) {
        String env = observed.host() + ":" + expected.project().directory() + "/" + ENV;
        boolean ofEnv = observed.env().stream()
                .flatMap(text -> EnvFile.parse(Path.of(ENV), text).get(PROJECT).stream())
                .anyMatch(name -> name.equals(stack.projectName()));
        String ours = expected.stack().projectName();
        return ofEnv
                ? CheckResult.warning(
                        SUBJECT,
                        "project " + stack.projectName(),
                        new Finding(
                                env,
                                "sets " + PROJECT + " to " + stack.projectName()
                                        + ", which a `docker compose up` that is typed there would make a second stack of",
                                ours + ", which the goals work on all the same",
                                SYNC))
                : refused(new Finding(
                        file, "names the project " + stack.projectName(), ours + ", as the repository does", SYNC));
    }

    private Optional<CheckResult> drift(ObservedState observed) {
        List<String> lines = new ArrayList<>();
        expected.bundle().ifPresent(bundle -> {
            lines.addAll(drift(Stack.COMPOSE_FILE, observed.compose(), bundle));
            lines.addAll(drift(Stack.ENV_FILE, observed.env(), bundle));
        });
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(CheckResult.warning(
                                SUBJECT,
                                "drift",
                                new Finding(
                                        observed.host() + ":"
                                                + expected.project().directory(),
                                        "compose or env are not the repository's, and are used as they are",
                                        "the repository's files",
                                        "see whether that is meant, or " + SYNC))
                        .with(lines));
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

    private static CheckResult refused(Finding finding) {
        return CheckResult.refused(SUBJECT, finding.observed(), finding);
    }
}
