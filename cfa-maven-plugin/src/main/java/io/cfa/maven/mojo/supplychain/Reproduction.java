package io.cfa.maven.mojo.supplychain;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.cfa.maven.git.Worktree;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.plan.ImagePlanner;
import io.cfa.maven.image.reproduction.ImageArchive;
import io.cfa.maven.image.reproduction.ImageComparison;
import io.cfa.maven.image.reproduction.PublishedImage;
import io.cfa.maven.model.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Builds a pushed commit again, in a worktree of its own, and compares its images with those of the registry.
 *
 * @param root     the root of the clone
 * @param services the directory of each service's module, below the root, by its name
 * @param plugin   the directory of the module that is this plugin, below the root, where the reactor has it
 * @param images   asks the registry for the image of a name with a tag
 * @param progress is told what happens
 */
record Reproduction(
        Path root,
        Map<String, String> services,
        Optional<String> plugin,
        Function<ImageReference, Optional<PublishedImage>> images,
        Consumer<String> progress) {

    /** As many digits of a commit as tags have. */
    private static final int SHORT = 8;

    /**
     * How the commit is built.
     *
     * @param commit     its full hash
     * @param prefix     the registry and path of the images
     * @param repositories this machine's own Maven repositories, which are read
     * @param build      how its builds are run, but for their directory
     */
    record Request(String commit, String prefix, String repositories, Rebuild build) {

        /** What its images are tagged with. */
        String tag() {
            return commit.substring(0, Math.min(SHORT, commit.length()));
        }
    }

    /** The commands, without doing anything. */
    List<String> describe(Request request) {
        List<String> lines = new ArrayList<>();
        lines.add("git worktree add --detach DIRECTORY " + request.commit());
        commands(request, Path.of("DIRECTORY"), List.of("-Dcfa.baseImage=…", "-Dcfa.sourceUrl=…"))
                .forEach(command -> lines.add(String.join(" ", command)));
        services.keySet().forEach(service -> lines.add("compare target/image.tar with " + name(request, service)));
        return lines;
    }

    /**
     * Builds and compares.
     *
     * @throws ImageException naming every image that is not there, or the first difference of every image that is another
     */
    void run(Request request) {
        Map<String, PublishedImage> published = published(request);
        try {
            Path work = Files.createTempDirectory("cfa-reproduce").toRealPath();
            try (Worktree sources = Worktree.add(root, request.commit(), work.resolve("sources"))) {
                progress.accept("building " + request.commit() + " again in " + sources.directory()
                        + ", which says what it" + " does in " + request.build().log());
                Files.deleteIfExists(request.build().log());
                commands(request, work, inputs(published))
                        .forEach(command -> request.build().run(sources.directory(), command));
                compare(published, sources.directory());
            } finally {
                MoreFiles.deleteRecursively(work, RecursiveDeleteOption.ALLOW_INSECURE);
            }
        } catch (IOException e) {
            throw new ImageException(
                    "the commit cannot be built again: " + e.getMessage()
                            + ". Next: see the free disk space and the permissions there",
                    e);
        }
    }

    private Map<String, PublishedImage> published(Request request) {
        Map<String, PublishedImage> published = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String service : services.keySet()) {
            ImageReference name = name(request, service);
            images.apply(name)
                    .ifPresentOrElse(image -> published.put(service, image), () -> missing.add(name.toString()));
        }
        if (!missing.isEmpty()) {
            throw new ImageException("not in the registry: " + String.join(", ", missing)
                    + ". Nothing was built. Next: name a commit that was pushed, and is not cleaned away there");
        }
        return published;
    }

    /** What an image is made of beside the commit, as its labels say it: the same for all, or they are not of one build. */
    private static List<String> inputs(Map<String, PublishedImage> published) {
        List<String> inputs = new ArrayList<>();
        label(published, "base.name").ifPresent(base -> inputs.add("-Dcfa.baseImage=" + base));
        inputs.add("-Dcfa.sourceUrl=" + label(published, "source").orElse(""));
        return inputs;
    }

    private static Optional<String> label(Map<String, PublishedImage> published, String name) {
        TreeSet<String> values = new TreeSet<>();
        published
                .values()
                .forEach(image ->
                        values.add(image.label(ImagePlanner.LABEL + name).orElse("")));
        if (values.size() > 1) {
            throw new ImageException("the images of one commit say different things of " + ImagePlanner.LABEL + name
                    + ": " + String.join(", ", values) + ". Nothing was built. Next: push all of them by one pipeline");
        }
        String value = values.isEmpty() ? "" : values.first();
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._:/@+~-]{0,500}")) {
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private List<List<String>> commands(Request request, Path work, List<String> inputs) {
        List<String> maven = List.of(
                "./mvnw",
                "-B",
                "-ntp",
                "-DskipTests",
                "-Dspotless.check.skip",
                "-Dinvoker.skip",
                "-Dmaven.repo.local=" + work.resolve("repository"),
                "-Dmaven.repo.local.tail=" + request.repositories());
        List<List<String>> commands = new ArrayList<>();
        plugin.ifPresent(module -> {
            List<String> install = new ArrayList<>(maven);
            install.addAll(List.of("install", "-pl", module, "-am"));
            commands.add(install);
        });
        List<String> image = new ArrayList<>(maven);
        image.addAll(List.of(
                "-Dcfa.imagePrefix=" + request.prefix(),
                "-Dcfa.revision=" + request.tag(),
                "-Dcfa.output=tar",
                "-Dcfa.cacheDirectory=" + work.resolve("cache")));
        image.addAll(inputs);
        image.addAll(List.of("package", "cfa:image", "-pl", String.join(",", services.values()), "-am"));
        commands.add(image);
        return commands;
    }

    private void compare(Map<String, PublishedImage> published, Path sources) {
        List<String> different = new ArrayList<>();
        published.forEach((service, image) -> {
            ImageArchive built =
                    ImageArchive.read(sources.resolve(services.get(service)).resolve("target/image.tar"));
            new ImageComparison(image, built)
                    .firstDifference()
                    .ifPresentOrElse(
                            difference -> different.add(service + "  " + difference),
                            () -> progress.accept(
                                    service + "  " + image.digest().shortForm() + " came again: "
                                            + built.layers().size() + " layers and the configuration"));
        });
        if (!different.isEmpty()) {
            throw new ImageException(different.size() + " of " + published.size()
                    + " images are not what that commit gives:\n  " + String.join("\n  ", different)
                    + "\nNext: where the lowest layers differ, the base image moved: pin it by its digest in cfa.baseImage;"
                    + " where a file does, find out who pushed it, or what in that build depends on where it runs");
        }
    }

    private static ImageReference name(Request request, String service) {
        return ImageReference.of(request.prefix() + "/" + service).withTag(request.tag());
    }
}
