package io.cfa.maven.host.check;

import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether engine and compose answer this user, and are new enough. */
final class EngineCheck implements HostCheck {

    private static final Pattern VERSION = Pattern.compile("v?([0-9]+)\\.([0-9]+).*", Pattern.DOTALL);
    private static final String ENGINE = "25.0";
    private static final String COMPOSE = "2.21";

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        return List.of(
                version(
                        observed,
                        "docker",
                        Aspect.ENGINE,
                        ENGINE,
                        "start the engine (`systemctl start docker`), and give the user the right to use it (`usermod -aG docker USER`,"
                                + " then log in anew)"),
                version(
                        observed,
                        "docker compose",
                        Aspect.COMPOSE_VERSION,
                        COMPOSE,
                        "install the compose plugin of docker on the host (package docker-compose-plugin or docker-compose, version 2)"));
    }

    private static CheckResult version(
            ObservedState observed, String program, Aspect aspect, String least, String next) {
        Result answer = observed.answer(aspect);
        String version = answer.output().strip();
        if (!answer.succeeded()) {
            return CheckResult.refused(
                    program,
                    "no answer",
                    new Finding(observed.host(), observed.failure(aspect), program + " " + least + " or newer", next));
        }
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
