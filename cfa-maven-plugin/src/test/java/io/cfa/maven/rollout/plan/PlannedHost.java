package io.cfa.maven.rollout.plan;

import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.release.Release;
import io.cfa.maven.host.release.ReleaseLine;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.Releases;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A host of which a test says what runs on it, and what a planner sees of that; all four services run at first. */
final class PlannedHost {

    /** What postgres runs at first. */
    static final Digest POSTGRES = Digest.of("sha256:" + "a".repeat(64));

    final Map<String, ContainerJson> containers = new LinkedHashMap<>();
    final Map<String, Digest> manifests = new LinkedHashMap<>();
    Result hashes = new Result(
            0, "postgres h-postgres\nidentity h-identity\nregistry h-registry\napi-gateway h-api-gateway\n", "");
    List<Release> log = List.of();

    /** What the container of postgres was made from. */
    String image = "postgres:17-alpine";

    PlannedHost() {
        runs("postgres", POSTGRES);
        runs("identity", Releases.IDENTITY);
        runs("registry", Releases.REGISTRY);
        runs("api-gateway", Releases.GATEWAY);
    }

    void runs(String service, Digest digest) {
        containers.put(service, ContainerJson.of(service).id(service));
        manifests.put(service, digest);
    }

    /** What is seen where these images lie on it, a line each as {@code docker image ls} has it. */
    ObservedState state(String images) {
        String inspected = containers.values().stream()
                .map(ContainerJson::toString)
                .map(json -> json.replace("r/cfa/postgres:dev", image))
                .collect(Collectors.joining(",", "[", "]\n"));
        String manifest = manifests.entrySet().stream()
                .map(image -> "{\"Id\": \"" + ContainerJson.imageId(image.getKey()) + "\", \"RepoDigests\": [\"r@"
                        + image.getValue() + "\"]}")
                .collect(Collectors.joining(",", "[", "]\n"));
        Map<Aspect, Result> answers = Map.of(
                Aspect.CONTAINERS,
                new Result(0, containers.isEmpty() ? "[]" : inspected + manifest, ""),
                Aspect.LOG,
                new Result(0, log.stream().map(ReleaseLine::write).collect(Collectors.joining("\n")), ""),
                Aspect.IMAGES,
                new Result(0, images, ""),
                Aspect.HASHES,
                hashes);
        return new ObservedState("h", Releases.request(false).expectedHost().questions(), answers);
    }

    /** A release of the log. */
    static Release verified(String revision, Map<String, Digest> images, Map<String, ImageReference> infrastructure) {
        return new Release(
                Release.ROLLOUT,
                revision,
                new TreeMap<>(images),
                new TreeMap<>(infrastructure),
                "anna",
                Optional.empty(),
                Instant.EPOCH,
                Duration.ZERO,
                Release.Outcome.VERIFIED,
                Optional.empty(),
                Optional.of(Releases.OLD),
                Optional.empty());
    }

    /** The three services of ours, as the request wants them. */
    static Map<String, Digest> ours() {
        return Map.of("identity", Releases.IDENTITY, "registry", Releases.REGISTRY, "api-gateway", Releases.GATEWAY);
    }
}
