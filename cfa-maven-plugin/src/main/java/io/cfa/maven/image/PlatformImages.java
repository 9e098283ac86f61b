package io.cfa.maven.image;

import io.cfa.maven.image.assembly.BaseImages;
import io.cfa.maven.image.assembly.BuiltImage;
import io.cfa.maven.image.assembly.ImageAssembler;
import io.cfa.maven.image.assembly.MultiPlatformImage;
import io.cfa.maven.image.classdata.ClassDataArchive;
import io.cfa.maven.image.classdata.ClassDataArchives;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packs the layers of a plan and puts its image together for each platform: on that platform's base, and with the class-data archive that the
 * base's JRE takes.
 */
final class PlatformImages {

    /** The label that names an image's class-data archive by its digest, or says {@code none}. */
    static final String LABEL = "io.cfa.class-data";

    private final LayerStore layers;
    private final BaseImages bases;
    private final ClassDataArchives archives;

    PlatformImages(LayerStore layers, BaseImages bases, ClassDataArchives archives) {
        this.layers = layers;
        this.bases = bases;
        this.archives = archives;
    }

    /**
     * A plan with its layers.
     *
     * @param plan     as it was made, for all platforms
     * @param layers   those that are the same for all
     * @param archives that of each platform; none at all where none is wanted
     */
    record Packed(ImagePlan plan, List<LayerFile> layers, SortedMap<Platform, ClassDataArchive> archives) {

        /** The plan, with all that differs from another plan of the same layers. */
        ImagePlan distinct() {
            ImagePlan distinct = plan;
            for (Platform platform : archives.keySet()) {
                distinct = distinct.withLabel(
                        LABEL + " " + platform, archives.get(platform).label());
            }
            return distinct;
        }

        /** All layers, for whichever platform. */
        List<LayerFile> all() {
            List<LayerFile> all = new ArrayList<>(layers);
            archives.values().forEach(archive -> archive.layer().ifPresent(all::add));
            return all.stream().distinct().toList();
        }

        private ImagePlan of(Platform platform) {
            Optional<ClassDataArchive> archive = Optional.ofNullable(archives.get(platform));
            ImagePlan labelled =
                    archive.map(its -> plan.withLabel(LABEL, its.label())).orElse(plan);
            return archive.flatMap(ClassDataArchive::layer).isPresent() ? labelled.withArchive() : labelled;
        }

        /** The archive stands behind the jars that it is about, as it changes with them. */
        private List<LayerFile> layersOf(Platform platform) {
            List<LayerFile> its = new ArrayList<>(layers);
            Optional.ofNullable(archives.get(platform))
                    .flatMap(ClassDataArchive::layer)
                    .ifPresent(its::add);
            its.sort((one, other) -> one.kind().compareTo(other.kind()));
            return its;
        }
    }

    /** Packs what is not packed yet. */
    Packed packed(ImagePlan plan) {
        SortedMap<Platform, ClassDataArchive> its = new TreeMap<>();
        plan.contents().shared().ifPresent(shared -> plan.base()
                .platforms()
                .forEach(platform -> its.put(
                        platform, archives.of(shared, bases.resolve(plan.base().image(), platform)))));
        return new Packed(plan, plan.layers().stream().map(layers::of).toList(), its);
    }

    /** Puts the images together. */
    MultiPlatformImage built(Packed packed) {
        ImageAssembler assembler =
                new ImageAssembler(digest -> bases.layer(packed.plan().base().image(), digest), this::file);
        SortedMap<Platform, BuiltImage> images = new TreeMap<>();
        for (Platform platform : packed.plan().base().platforms()) {
            images.put(
                    platform,
                    assembler.assemble(
                            packed.of(platform),
                            bases.resolve(packed.plan().base().image(), platform),
                            packed.layersOf(platform)));
        }
        return new MultiPlatformImage(images);
    }

    private Path file(LayerFile layer) {
        return layer.kind() == LayerKind.CLASS_DATA ? archives.file(layer) : layers.file(layer);
    }
}
