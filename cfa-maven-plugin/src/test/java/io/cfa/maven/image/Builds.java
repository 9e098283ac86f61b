package io.cfa.maven.image;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.credentials.Credentials;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.registry.LocalRegistry;
import io.cfa.maven.image.registry.RegistryAccess;
import io.cfa.maven.model.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds for tests: each a Maven build of its own, with its own cache unless a test shares it. */
final class Builds {

    static final List<String> SIBLINGS =
            List.of("cfa/backend/identity", "cfa/backend/issuance", "cfa/backend/settlement");

    private final Path root;
    private final LocalRegistry registry;
    private int count;

    final List<String> progress = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    Builds(Path root, LocalRegistry registry) {
        this.root = root;
        this.registry = registry;
    }

    ImageBuild cold() {
        return with(root.resolve("cache-" + count), Map.of());
    }

    ImageBuild with(Path cache, Map<String, String> environment) {
        return with(cache, environment, false);
    }

    ImageBuild with(Path cache, Map<String, String> environment, boolean offline) {
        Credentials credentials = new Credentials(
                registry.name(), Optional.empty(), environment, root.resolve("home"), id -> Optional.empty());
        return ImageBuild.of(
                new Object(),
                new BuildSettings(
                        "build-" + count++,
                        new Git(root, progress::add),
                        new BuildSettings.Cache(cache, BuildSettings.Cache.USUAL),
                        new BuildSettings.Network(
                                offline, new RegistryAccess(false, uri -> Optional.empty()), credentials, pauses::add),
                        progress::add));
    }

    ImageReference target(String service, String tag) {
        return ImageReference.of(registry.name() + "/cfa/backend/" + service + ":" + tag);
    }

    PushedImage push(ImageBuild build, ImagePlan plan, String tag) {
        return build.push(plan, target(plan.service(), tag), SIBLINGS, output(plan.service()));
    }

    Path output(String service) {
        return root.resolve(service).resolve("target");
    }
}
