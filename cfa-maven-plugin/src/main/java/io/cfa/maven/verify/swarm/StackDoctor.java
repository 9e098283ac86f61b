package io.cfa.maven.verify.swarm;

import io.cfa.maven.docker.CommandFailedException;
import io.cfa.maven.docker.swarm.NodeProbe;
import io.cfa.maven.docker.swarm.SecretVersions;
import io.cfa.maven.docker.swarm.SwarmInfo;
import io.cfa.maven.docker.swarm.SwarmState;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.check.CheckResult;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.host.check.HostChecks;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.StackExtensions;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Report;
import io.cfa.maven.verify.inspect.Doctor;
import io.cfa.maven.verify.inspect.OutgoingPortsCheck;
import io.cfa.maven.verify.probe.TagLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what would stop a rollout to a swarm, before one is tried, each with its remedy: at one manager, and at each node through it. */
public final class StackDoctor {

    private final HostContext context;
    private final Optional<String> user;

    /**
     * Examines by way of one manager.
     *
     * @param user whose credential a rollout from here would store in the swarm; empty where it would be the manager's own
     */
    public StackDoctor(HostContext context, Optional<String> user) {
        this.context = context;
        this.user = user;
    }

    /** Examines everything; leaves nothing there. */
    public Report examine(ExpectedHost expected, TagLookup registry) {
        return new Doctor(context)
                .examine(
                        expected,
                        HostChecks.ofAManager(expected, context.sleeper().now()),
                        registry,
                        () -> ofTheSwarm(expected));
    }

    private List<CheckResult> ofTheSwarm(ExpectedHost expected) {
        String project = expected.stack().projectName();
        Result answer = context.host().run(SwarmInfo.query().command());
        SwarmInfo info = SwarmInfo.query().read(context.host().name(), answer);
        Optional<Finding> refusal = ManagerRefusal.of(context.host().name(), info);
        if (refusal.isPresent()) {
            return List.of(CheckResult.refused("swarm", "no manager that can change something", refusal.get()));
        }
        SwarmState state = SwarmState.of(project).ask(context.host());
        List<CheckResult> results = new ArrayList<>();
        results.addAll(new ManagerChecks(
                        state.nodes(),
                        StackExtensions.of(expected.compose()),
                        expected.stack().services().stream().map(Service::name).toList())
                .results());
        results.add(secrets(expected));
        results.addAll(nodes(expected, state));
        results.add(StoredCredential.check(user));
        results.add(rehearsal());
        return results;
    }

    /** Said always: who comes from one host is used to it. */
    private CheckResult rehearsal() {
        return CheckResult.advice(
                "rehearsal",
                "none on a swarm",
                new Finding(
                        "migrations",
                        "they are not rehearsed on a copy of the database before a rollout",
                        "ones that the release before lives with, as all services go back to it where one fails",
                        "services/last-release shows that; cfa:rollout -Dcfa.dryRun names those that a release brings"));
    }

    /** A secret is in the swarm, or as a file at the manager that a rollout makes it from. */
    private CheckResult secrets(ExpectedHost expected) {
        List<String> known = SecretVersions.known(expected.stack().projectName()).ask(context.host()).stream()
                .map(SecretVersions.Known::secret)
                .toList();
        List<String> missing = expected.compose().secretFiles().stream()
                .map(ComposeFile.SecretFile::name)
                .filter(name -> !known.contains(name))
                .toList();
        return missing.isEmpty()
                ? CheckResult.passed("secrets", known.stream().distinct().count() + " in the swarm")
                : CheckResult.advice(
                        "secrets",
                        missing.size() + " not in the swarm yet",
                        new Finding(
                                String.join(", ", missing),
                                "no version of it is in the swarm",
                                "one, which cfa:sync or the first rollout makes of the manager's file",
                                "run cfa:sync"));
    }

    private List<CheckResult> nodes(ExpectedHost expected, SwarmState state) {
        String image = state.imageOfEachNode().orElseGet(() -> expected.stack().services().stream()
                .filter(service -> !service.builtHere())
                .map(service -> service.image().toString())
                .findFirst()
                .orElse(""));
        try {
            NodeProbe probe = NodeProbe.of(expected.stack().projectName(), image, registries(expected))
                    .ask(context.host());
            return new NodeChecks(state.nodes(), probe, entry(expected)).results();
        } catch (CommandFailedException e) {
            return List.of(CheckResult.unknown(
                    "nodes",
                    new Finding(
                            context.host().name(),
                            "the job that asks each node could not be made: " + e.getMessage(),
                            "a job of the image " + image,
                            "run `docker service ls` there by hand")));
        }
    }

    /** What enters on each node. */
    private static List<Integer> entry(ExpectedHost expected) {
        StackExtensions extensions = StackExtensions.of(expected.compose());
        return OutgoingPortsCheck.of(expected.stack().services().stream()
                .filter(service -> extensions.of(service.name()).eachNode())
                .toList());
    }

    private static List<String> registries(ExpectedHost expected) {
        return expected.stack().services().stream()
                .map(Service::image)
                .map(ImageReference::registry)
                .distinct()
                .map(registry -> registry.equals(ImageReference.DOCKER_HUB) ? "registry-1.docker.io" : registry)
                .map(registry -> registry.matches(".*:[0-9]+") ? registry : registry + ":443")
                .toList();
    }
}
