package io.cfa.maven.rollout.swarm;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.FakeSleeper;
import io.cfa.maven.host.HostContext;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.VerifyRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Releases of one stack, as a goal asks for them, in no time; what is said is kept. */
final class StackRelease {

    private static final String ENV = "REGISTRY_IMAGE=127.0.0.1:5000/cfa\nTAG=dev";

    private final String compose;
    private final Optional<RolloutRequest.Login> login;
    private final List<String> said = new ArrayList<>();

    StackRelease(String compose, Optional<RolloutRequest.Login> login) {
        this.compose = compose;
        this.login = login;
    }

    /** All that was said until now; who forgets it clears it. */
    List<String> said() {
        return said;
    }

    HostContext context(SimulatedManager manager) {
        return HostContext.of(manager, new FakeSleeper(), said::add);
    }

    RolloutRequest request(String revision, Map<String, Digest> images) {
        return request(revision, images, compose, ENV);
    }

    /** The same of other files. */
    RolloutRequest request(String revision, Map<String, Digest> images, String text, String env) {
        ComposeFile file = ComposeFile.parse(Path.of("docker-compose.yml"), text);
        return new RolloutRequest(
                revision,
                Stack.of(file, EnvFile.parse(Path.of(".env.cfa2"), env), Map.of()),
                file,
                new ComposeProject(
                        "/srv/cfa",
                        Map.of("TAG", "dev"),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(3)),
                images,
                login);
    }

    static VerifyRequest verification(RolloutRequest request) {
        return new VerifyRequest(request.stack(), Set.of(), Map.of(), Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    Report run(SimulatedManager manager, RolloutRequest request) {
        return new StackRollout(context(manager))
                .run(request, verification(request).expecting(request.expected(), request.revision()));
    }
}
