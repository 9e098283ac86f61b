package io.cfa.maven.host.check;

import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether engine and compose answer this user, and are new enough. */
final class EngineCheck implements HostCheck {

    private static final Pattern VERSION = Pattern.compile("v?([0-9]+)\\.([0-9]+).*", Pattern.DOTALL);
    private static final String ENGINE = "25.0";
    private static final String COMPOSE = "2.21";

    private static final int NOT_FOUND = 3;

    /** By the exit status of the question. */
    private static final Map<Integer, Cause> CAUSES = Map.of(
            4, new Cause("the engine does not run", "`systemctl start docker` there"),
            5,
                    new Cause(
                            "the user may not use the engine",
                            "`usermod -aG docker USER` there as root, then log in anew"),
            6, new Cause("the user's own engine does not run", "`systemctl --user start docker` there"),
            124,
                    new Cause(
                            "the engine hangs: it did not answer within 10 s",
                            "`systemctl restart docker` there; containers with a restart policy come back"));

    private record Cause(String observed, String next) {}

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        Result engine = observed.answer(Aspect.ENGINE);
        return List.of(
                engine.succeeded()
                        ? version(observed, "docker", Aspect.ENGINE, ENGINE)
                        : refused(
                                observed,
                                "docker",
                                engine.exitStatus() == NOT_FOUND
                                        ? notFound(engine)
                                        : CAUSES.getOrDefault(
                                                engine.exitStatus(),
                                                new Cause(
                                                        "the engine does not answer: " + words(engine),
                                                        "see `systemctl status docker` there")),
                                ENGINE),
                observed.answer(Aspect.COMPOSE_VERSION).succeeded()
                        ? version(observed, "docker compose", Aspect.COMPOSE_VERSION, COMPOSE)
                        : refused(
                                observed,
                                "docker compose",
                                new Cause(
                                        "compose does not answer: " + words(observed.answer(Aspect.COMPOSE_VERSION)),
                                        "install the compose plugin of docker on the host (package docker-compose-plugin or"
                                                + " docker-compose, version 2)"),
                                COMPOSE));
    }

    /** A command over SSH has another path than a person's terminal: what is in /snap/bin or ~/bin may be there and not be found. */
    private static Cause notFound(Result engine) {
        return new Cause(
                "no docker in " + words(engine),
                "install it there, with the compose plugin; or put its directory into PATH in /etc/environment there");
    }

    private static CheckResult refused(ObservedState observed, String program, Cause cause, String least) {
        return CheckResult.refused(
                program,
                "no answer",
                new Finding(observed.host(), cause.observed(), program + " " + least + " or newer", cause.next()));
    }

    /** What it printed last, as a part of a sentence. */
    private static String words(Result answer) {
        return (answer.output() + "\n" + answer.error())
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((first, last) -> last)
                .map(line -> line.strip().replaceFirst("\\.$", ""))
                .orElse("it printed nothing");
    }

    private static CheckResult version(ObservedState observed, String program, Aspect aspect, String least) {
        String version = observed.answer(aspect).output().strip();
        return isOlder(version, least)
                ? CheckResult.refused(
                        program,
                        version,
                        new Finding(
                                observed.host(),
                                program + " " + version,
                                least + ", the oldest that works, or newer",
                                "update it"))
                : CheckResult.passed(program, version);
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
}
