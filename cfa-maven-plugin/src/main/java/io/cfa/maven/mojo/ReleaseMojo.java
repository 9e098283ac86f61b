package io.cfa.maven.mojo;

import io.cfa.maven.image.Git;
import io.cfa.maven.image.ImageBuild;
import io.cfa.maven.image.ImageException;
import io.cfa.maven.image.PushedImage;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.ImageRef;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.verify.ExpectedImage;
import io.cfa.maven.verify.TagLookup;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A goal that talks to the host of a release, and knows which digest each of our services should run there. */
abstract class ReleaseMojo extends HostMojo {

    /** The user at the registry of our images, whose password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether plain http, and a certificate that nobody vouches for, are allowed to a registry that is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from build to build: packed layers, and what was pulled of base images. */
    @Parameter(property = "cfa.cache", defaultValue = "${user.home}/.cache/cfa")
    private File cache;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    /** What is checked out: the tag that a push gives to its images. */
    final Optional<String> checkedOut() {
        return new Git(Path.of(session.getExecutionRootDirectory()), getLog()::warn).shortRevision();
    }

    /**
     * The digest of each of our services under a tag: as this very build pushed it, or else as the registry has it.
     *
     * @throws ImageException naming every image that the registry does not have
     */
    final Map<String, Digest> digests(Stack stack, String tag) {
        Map<String, Digest> digests = new LinkedHashMap<>();
        builds().pushed().forEach((service, pushed) -> digests.put(service, pushed.digest()));
        List<String> missing = new ArrayList<>();
        for (Service service : stack.ours()) {
            ImageRef image = service.image().withTag(tag);
            if (!digests.containsKey(service.name())) {
                build(image.registry())
                        .digestOf(image)
                        .ifPresentOrElse(
                                digest -> digests.put(service.name(), digest), () -> missing.add(image.toString()));
            }
        }
        if (!missing.isEmpty()) {
            throw new ImageException("not in the registry: " + String.join(", ", missing)
                    + ". Nothing was changed on the host. Next: push them (./mvnw deploy -Pcfa2 -pl services/<service> -am), or name a"
                    + " revision that was built");
        }
        return digests;
    }

    /**
     * The image that each of our services should run.
     *
     * @param tag the tag that it was pushed under; where not given, what this build pushed, or else the tag that the compose file runs
     */
    final Map<String, ExpectedImage> images(Stack stack, Optional<String> tag) {
        Map<String, PushedImage> pushed = tag.isPresent() ? Map.of() : builds().pushed();
        Map<String, ExpectedImage> images = new LinkedHashMap<>();
        for (Service service : stack.ours()) {
            Optional<PushedImage> own = Optional.ofNullable(pushed.get(service.name()));
            images.put(
                    service.name(),
                    new ExpectedImage(
                            own.map(PushedImage::reference)
                                    .or(() -> tag.map(service.image()::withTag))
                                    .orElse(service.image()),
                            own.map(PushedImage::digest)));
        }
        return images;
    }

    /** Whether this very build pushed images. */
    final boolean hasPushed() {
        return !builds().pushed().isEmpty();
    }

    /** Asks the registries which manifest a tag names. */
    final TagLookup registry() {
        return image -> {
            try {
                return build(image.registry())
                        .digestOf(image)
                        .map(TagLookup.Answer::holds)
                        .orElseGet(TagLookup.Answer::missing);
            } catch (ImageException e) {
                return TagLookup.Answer.unasked(e.getMessage());
            }
        };
    }

    private ImageBuild build(String registry) {
        return builds().open(registry, Optional.ofNullable(registryUser));
    }

    private Builds builds() {
        return new Builds(session, decrypter, cache.toPath(), allowInsecure, getLog());
    }
}
