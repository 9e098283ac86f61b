package io.cfa.maven.rollout.preflight;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.state.PreflightFacts;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges everything on the host that would make a rollout fail, before anything is changed; says all of it at once. */
public final class Preflight {

    private static final Pattern VERSION = Pattern.compile("v?([0-9]+)\\.([0-9]+).*", Pattern.DOTALL);
    private static final Duration MOST_SKEW = Duration.ofSeconds(60);

    private final PreflightFacts facts;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Preflight(PreflightFacts facts) {
        this.facts = facts;
    }

    /**
     * Judges a host for a rollout.
     *
     * @return warnings, which stop nothing
     * @throws RolloutException naming every problem and its next step
     */
    public static List<String> check(RolloutRequest request, PreflightFacts facts, Instant now) {
        return of(request, facts, now).verdict();
    }

    /** Every problem of a host, each with its next step. */
    public static List<String> problems(RolloutRequest request, PreflightFacts facts, Instant now) {
        return List.copyOf(of(request, facts, now).problems);
    }

    private static Preflight of(RolloutRequest request, PreflightFacts facts, Instant now) {
        Preflight preflight = new Preflight(facts);
        preflight.programs();
        HostFileDrift files = new HostFileDrift(facts, request);
        preflight.problems.addAll(files.problems());
        preflight.warnings.addAll(files.warnings());
        preflight.secrets(
                PreflightFacts.secrets(request.compose(), request.project().directory()));
        preflight.ports(files.stack());
        preflight.clock(now);
        preflight.registry(request);
        return preflight;
    }

    /** Judges a host for going back to a release that was there before: the programs must be there, nothing else. */
    public static List<String> checkPrograms(PreflightFacts facts, Instant now) {
        Preflight preflight = new Preflight(facts);
        preflight.programs();
        preflight.clock(now);
        return preflight.verdict();
    }

    private List<String> verdict() {
        if (!problems.isEmpty()) {
            throw new RolloutException(
                    facts.host() + " is not ready; nothing was changed there.\n- " + String.join("\n- ", problems));
        }
        return warnings;
    }

    private void programs() {
        version(
                "docker",
                facts.engineQuestion(),
                facts.engine(),
                "25.0",
                "start the engine (`systemctl start docker`), and give the user the right to use it (`usermod -aG docker USER`, then"
                        + " log in anew)");
        version(
                "docker compose",
                facts.composeQuestion(),
                facts.composeVersion(),
                "2.21",
                "install the compose plugin of docker on the host (package docker-compose-plugin or docker-compose, version 2)");
        if (!facts.missingPrograms().isEmpty()) {
            problems.add(facts.host() + " has no " + String.join(", no ", facts.missingPrograms())
                    + ". Next: install bash, util-linux and coreutils there");
        }
    }

    private void version(String program, Command question, Result answer, String least, String next) {
        if (!answer.succeeded()) {
            problems.add(new CommandFailedException(facts.host(), question, answer).getMessage() + "\n  Next: " + next);
        } else if (isOlder(answer.output().strip(), least)) {
            problems.add(facts.host() + " has " + program + " "
                    + answer.output().strip() + ", and " + least + " is the oldest that works." + " Next: update it");
        }
    }

    private static boolean isOlder(String version, String least) {
        Matcher is = VERSION.matcher(version);
        Matcher wanted = VERSION.matcher(least);
        if (!is.matches() || !wanted.matches()) {
            return false;
        }
        int major = Integer.compare(Integer.parseInt(is.group(1)), Integer.parseInt(wanted.group(1)));
        return major < 0 || major == 0 && Integer.parseInt(is.group(2)) < Integer.parseInt(wanted.group(2));
    }

    private void secrets(List<String> files) {
        files.stream()
                .filter(file -> !facts.secrets().contains(file))
                .forEach(
                        file -> problems.add(
                                facts.host() + ":" + file
                                        + " is missing or empty. Next: run ops/scripts/sync-compose-cfa2.sh, which makes the secrets that are missing"));
    }

    private void ports(Stack stack) {
        List<Integer> builtHere = facts.published();
        for (Service service : stack.services()) {
            service.ports().stream()
                    .filter(port -> !builtHere.contains(port.hostPort()))
                    .filter(port -> facts.listening().stream().anyMatch(listener -> listener.blocks(port)))
                    .forEach(port -> problems.add("port " + port.hostPort() + ", which " + service.name()
                            + " publishes, is taken on the host by something that is not of this project. Next: see by what with"
                            + " `ss -ltnp sport = :" + port.hostPort() + "` there, or give " + service.name()
                            + " another port in " + Stack.ENV_FILE));
        }
    }

    private void clock(Instant now) {
        facts.clock()
                .map(Instant::ofEpochSecond)
                .map(there -> Duration.between(now, there))
                .ifPresent(skew -> {
                    if (skew.abs().compareTo(MOST_SKEW) > 0) {
                        warnings.add(
                                "the host's clock is " + skew.abs().toSeconds() + " s "
                                        + (skew.isNegative() ? "behind" : "ahead of")
                                        + " this machine's: tokens may be refused, and logs mislead. Next: check that NTP runs on both");
                    }
                });
    }

    private void registry(RolloutRequest request) {
        request.around().registry().ifPresent(held -> request.expected().forEach((service, built) -> {
            String name = service + ":" + request.revision();
            if (!held.containsKey(service)) {
                problems.add("the registry has no image of " + service
                        + " under the tag that the host pulls. Next: run the job build-" + service + " again");
            } else if (!held.get(service).equals(built)) {
                problems.add("the registry has " + held.get(service) + " of " + service
                        + " under the tag that the host pulls, but " + name
                        + " was built as " + built
                        + ": someone else moved the tag, or it was never moved. Next: run the whole"
                        + " pipeline of the commit that shall run");
            }
        }));
    }
}
