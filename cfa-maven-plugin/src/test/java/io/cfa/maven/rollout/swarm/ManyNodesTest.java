package io.cfa.maven.rollout.swarm;

import static io.cfa.maven.rollout.swarm.SimulatedManager.IMAGE;
import static io.cfa.maven.rollout.swarm.SimulatedManager.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.RemoteSession;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.VerifyRequest;
import io.cfa.maven.verify.swarm.StackStatus;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * However many nodes and services there are, a goal asks a manager as few times: what a real swarm of one service answered is made into that of many. The times are
 * printed, and judged by nobody here: seconds of a processor, without what the simulated manager itself takes, of the first time and of the second, as a goal has classes to
 * load.
 */
class ManyNodesTest {

    private static final int SERVICES = 50;

    private final List<String> commands = new ArrayList<>();
    private long answering;

    @Test
    void aRolloutOfFiftyServicesOnFiftyNodesAsksAsOftenAsOneOnThree() {
        int many = again(50);
        assertThat(again(50)).isEqualTo(many);
        int few = again(3);
        assertThat(many).isEqualTo(few).isLessThanOrEqualTo(15);
    }

    @Test
    void aStatusOfFiftyServicesOnFiftyNodesIsTwoCommands() {
        SimulatedManager manager = manager(50);
        rollout(manager);
        commands.clear();
        long begin = used();
        assertThat(new StackStatus(context(manager))
                        .tables(stack(compose()), "/srv/cfa")
                        .byName())
                .isNotEmpty();
        say("status", 50, begin);
        assertThat(commands).hasSize(2);
    }

    /** Of what runs as it shall already. */
    private int again(int nodes) {
        SimulatedManager manager = manager(nodes);
        rollout(manager);
        commands.clear();
        long begin = used();
        Report report = rollout(manager);
        say("rollout", nodes, begin);
        assertThat(report.hasPassed()).isTrue();
        assertThat(report.results()).hasSize(2 * SERVICES);
        return commands.size();
    }

    private Report rollout(SimulatedManager manager) {
        ComposeFile compose = compose();
        Map<String, Digest> built = new TreeMap<>();
        names().forEach(name -> built.put(name, Digest.of(NEW)));
        RolloutRequest request = new RolloutRequest(
                "1111bbbb",
                stack(compose),
                compose,
                new ComposeProject("/srv/cfa", Map.of("TAG", "dev")),
                built,
                Optional.empty());
        VerifyRequest verification = new VerifyRequest(
                        request.stack(), Set.of(), Map.of(), Duration.ofSeconds(60), Duration.ofSeconds(20))
                .expecting(built, request.revision());
        return new StackRollout(context(manager)).run(request, verification);
    }

    private void say(String goal, int nodes, long begin) {
        System.out.printf(
                "%s of %d services on %d nodes: %d commands, %d ms of a processor without the network%n",
                goal, SERVICES, nodes, commands.size(), (used() - begin) / 1_000_000);
    }

    /** What this thread has used of a processor for the goal itself, in nanoseconds. */
    private long used() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - answering;
    }

    /** What a manager takes to answer is not the goal's. */
    private <T> T answered(Supplier<T> answer) {
        long begin = used();
        T given = answer.get();
        answering += used() - begin;
        return given;
    }

    private HostContext context(SimulatedManager manager) {
        return HostContext.of(new CountedHost(manager), new FakeSleeper(), line -> {});
    }

    private static List<String> names() {
        return IntStream.range(0, SERVICES).mapToObj(number -> "web" + number).toList();
    }

    private static ComposeFile compose() {
        return ComposeFile.parse(Path.of("docker-compose.yml"), text());
    }

    private static String text() {
        return names().stream()
                .map(name ->
                        "  " + name + ":\n    image: ${REGISTRY_IMAGE}/" + name + ":${TAG}\n    x-cfa: {replicas: 2}\n")
                .collect(Collectors.joining("", "name: cfa\nservices:\n", ""));
    }

    private static Stack stack(ComposeFile compose) {
        return Stack.of(
                compose, EnvFile.parse(Path.of(".env.cfa2"), "REGISTRY_IMAGE=127.0.0.1:5000/cfa\nTAG=dev"), Map.of());
    }

    private static SimulatedManager manager(int nodes) {
        String services = names().stream()
                .map(name -> "\"%s\": {\"image\": \"%s:dev\", \"networks\": {\"default\": null}}"
                        .formatted(name, IMAGE.replace("web", name)))
                .collect(Collectors.joining(","));
        SimulatedManager manager = new SimulatedManager("")
                .afterADeploy("same " + NEW)
                .compose(text())
                .config("{\"name\": \"cfa\", \"services\": {" + services
                        + "}, \"networks\": {\"default\": {\"name\": \"cfa_default\", \"ipam\": {}}}}");
        return manager.larger(new SimulatedServices(manager, names(), nodes));
    }

    /** Counts what is sent: questions that are asked together are one command. */
    private final class CountedHost implements RemoteHost {

        private final SimulatedManager manager;

        CountedHost(SimulatedManager manager) {
            this.manager = manager;
        }

        @Override
        public Result run(Command command) {
            commands.add(command.brief());
            return answered(() -> manager.run(command));
        }

        @Override
        public List<Result> runAll(List<Command> questions) {
            commands.add(questions.size() + " questions");
            return answered(() -> manager.runAll(questions));
        }

        @Override
        public RemoteSession open(Command command) {
            commands.add(command.brief());
            return answered(() -> manager.open(command));
        }

        @Override
        public String name() {
            return manager.name();
        }

        @Override
        public String address() {
            return manager.address();
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
