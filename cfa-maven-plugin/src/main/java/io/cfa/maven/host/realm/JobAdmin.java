package io.cfa.maven.host.realm;

import io.cfa.maven.docker.swarm.SwarmJob;
import io.cfa.maven.docker.swarm.SwarmService;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The admin API of a swarm's Keycloak, asked by a job on its network: Keycloak's task may be on any node. The job has the secrets that Keycloak itself has, in the same versions, and
 * ends with them.
 *
 * @param host    a manager
 * @param project the stack's name
 * @param now     its services and tasks
 */
record JobAdmin(RemoteHost host, String project, SwarmState now) implements RealmAdmin {

    /** How the compose file puts a secret into the environment of Keycloak's process, as Keycloak reads none from a file. */
    private static final Pattern EXPORT =
            Pattern.compile("export (CFA_[A-Z0-9_]*SECRET[A-Z0-9_]*)=\"\\$\\(< ?/run/secrets/([A-Za-z0-9_.-]+)\\)\"");

    @Override
    public Result observe(List<String> paths) {
        return run(observation(paths));
    }

    @Override
    public Result apply(String realm, List<RealmChange> changes) {
        return run(job("apply.sh", List.of(AdminScript.lines(realm, changes))));
    }

    @Override
    public Optional<Command> observation(List<String> paths) {
        return job("observe.sh", paths);
    }

    private Result run(Optional<Command> begin) {
        if (begin.isEmpty()) {
            return new Result(AdminAnswers.NO_CONTAINER, "", "");
        }
        Result begun = host.run(begin.get());
        return read(SwarmJob.collect(project, begun).map(host::run).orElse(begun));
    }

    /** What the script of a job said, of which the last command was that which began it, or that which collected it. */
    @Override
    public Result read(Result last) {
        String[] parts = last.output().split("\n", 2);
        if (!SwarmJob.hasEnded(last) || !parts[0].matches("exit [0-9]{1,3}")) {
            return new Result(
                    last.succeeded() ? 1 : last.exitStatus(), "", "the job that asks it, " + SwarmJob.error(last));
        }
        try {
            byte[] printed = Base64.getMimeDecoder().decode(parts.length < 2 ? "" : parts[1]);
            return new Result(Integer.parseInt(parts[0].substring(5)), new String(printed, StandardCharsets.UTF_8), "");
        } catch (IllegalArgumentException e) {
            return new Result(1, "", "the job that asks it, its answer is cut");
        }
    }

    private Optional<Command> job(String script, List<String> arguments) {
        Optional<SwarmService> keycloak =
                now.service(SERVICE).filter(there -> !now.ready(there).isEmpty());
        return keycloak.flatMap(there -> now.imageOfEachNode()
                .map(image -> new SwarmJob(project, image, there.networks(), there.secrets())
                        .begin(
                                AdminScript.text("in-a-job.sh"),
                                words(there, AdminScript.text("admin.sh") + AdminScript.text(script), arguments))));
    }

    private static List<String> words(SwarmService keycloak, String script, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(keycloak.name() + "/8080"));
        keycloak.environment().forEach((name, value) -> {
            if (name.startsWith("CFA_")) {
                words.add(name + "=" + value);
            }
        });
        Matcher export = EXPORT.matcher(keycloak.command());
        while (export.find()) {
            words.add(export.group(1) + "<" + export.group(2));
        }
        words.add("--");
        words.add(script);
        words.addAll(arguments);
        return words;
    }
}
