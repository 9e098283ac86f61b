package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.swarm.SwarmCommands;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.RolloutException;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.host.lock.LostLockException;
import io.cfa.maven.host.release.SwarmReleaseLog;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.Command;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.PlanExecutor;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.plan.Step;
import io.cfa.maven.schema.Migration;
import io.cfa.maven.schema.RequiredSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What images of ours say of the schemas that they need. The release log in the swarm remembers it; of images that it does not know the manager's own copies say it, which it pulls: their
 * layers are mostly those of the images before.
 *
 * @param request what is rolled out
 * @param log     of the swarm
 */
record ImageSchemas(RolloutRequest request, SwarmReleaseLog log) {

    /** What the log says, by service. */
    Map<String, String> known() {
        Map<String, String> known = new TreeMap<>();
        request.expected()
                .forEach((service, image) -> log.schema(service, image).ifPresent(label -> known.put(service, label)));
        return known;
    }

    /** Brings the others to the manager; changes nothing that runs. */
    List<Step> steps() {
        if (unknown().isEmpty()) {
            return List.of();
        }
        Command pull = SwarmCommands.pull(references()).within(request.project().pullLimit());
        return List.of(Step.of(
                "bring " + unknown().size() + " images of ours to the manager, for what they say of their schemas",
                HostCommandLock.of(
                        request.project().directory(),
                        request.login()
                                .map(login ->
                                        AuthenticatedDeploy.of(request.project().directory(), login, pull))
                                .orElse(pull)),
                "What runs is not touched by this"));
    }

    /** All of it, after those steps. */
    Map<String, String> ask(HostContext context) {
        Map<String, String> all = known();
        List<Service> unknown = unknown();
        if (!unknown.isEmpty()) {
            new PlanExecutor(context).run(new Plan(List.of(), steps()));
            List<String> labels =
                    SwarmCommands.labels(references(), RequiredSchema.LABEL).ask(context.host());
            for (int i = 0; i < labels.size(); i++) {
                all.put(unknown.get(i).name(), labels.get(i));
            }
        }
        return all;
    }

    /** The same of a release that comes back, for which no registry may be needed: what cannot be had is said. */
    Map<String, String> askIfItCanBeHad(HostContext context) {
        try {
            return ask(context);
        } catch (LostLockException e) {
            throw e;
        } catch (RolloutException | CommandFailedException e) {
            context.say("what these images need of their schemas is not known, and not compared: " + e.getMessage());
            return known();
        }
    }

    /**
     * The migrations that a release brings to those of its services whose images before are known, in a line each: nobody has rehearsed them.
     *
     * @param before the images that run
     */
    List<String> migrations(Map<String, String> labels, Map<String, Digest> before) {
        List<String> lines = new ArrayList<>();
        labels.forEach((service, label) -> Optional.ofNullable(before.get(service))
                .flatMap(image -> log.schema(service, image))
                .ifPresent(old -> added(old, label)
                        .forEach(migration -> lines.add(service + "  " + migration.describe()
                                + (migration.onlyAdds()
                                        ? " runs with it, and is not rehearsed on a swarm"
                                        : " runs with it, IS NOT REHEARSED on a swarm, and the release before may not live with it: going back would"
                                                + " bring that one back onto this schema")))));
        return lines;
    }

    /** A report that says of each of these, beside what was verified, that nobody has rehearsed it. */
    static Report unrehearsed(Report report, List<String> migrations) {
        List<ProbeResult> results = new ArrayList<>(report.results());
        migrations.forEach(line -> results.add(new ProbeResult(
                line.replaceFirst(" .*", ""),
                "rehearsal",
                Outcome.WARNED,
                "none",
                Optional.of(new Finding(
                        line.replaceFirst(" .*", ""),
                        line.replaceFirst("^[^ ]+ +", ""),
                        "a rehearsal on a copy, as on one host",
                        "see that the release before lives with it: services/last-release")))));
        return new Report(results, report.lastLogs(), report.running());
    }

    private static List<Migration> added(String before, String after) {
        try {
            RequiredSchema old = before.isBlank() ? RequiredSchema.none() : RequiredSchema.of(before);
            RequiredSchema now = after.isBlank() ? RequiredSchema.none() : RequiredSchema.of(after);
            List<Migration> added = new ArrayList<>();
            now.histories().forEach((table, migrations) -> {
                added.addAll(migrations);
                added.removeAll(old.histories().getOrDefault(table, List.of()));
            });
            return added;
        } catch (IllegalArgumentException e) {
            // a label that cannot be read is told of by the verification
            return List.of();
        }
    }

    private List<Service> unknown() {
        Map<String, String> known = known();
        return request.stack().builtHere().stream()
                .filter(service -> request.expected().containsKey(service.name()))
                .filter(service -> !known.containsKey(service.name()))
                .toList();
    }

    private List<String> references() {
        return unknown().stream()
                .map(service -> service.image()
                        .withDigest(request.expected().get(service.name()))
                        .toString())
                .toList();
    }
}
