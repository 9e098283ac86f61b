package io.cfa.maven.image;

import io.cfa.maven.image.assembly.BaseImages;
import io.cfa.maven.image.assembly.BuiltImage;
import io.cfa.maven.image.assembly.ImageAssembler;
import io.cfa.maven.image.assembly.MultiPlatformImage;
import io.cfa.maven.image.classdata.ClassDataArchives;
import io.cfa.maven.image.layer.LayerFile;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.Platform;
import io.cfa.maven.image.runtime.MadeLayer;
import io.cfa.maven.image.springaot.ProcessedBeans;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packs the layers of a plan and puts its image together for each platform: on that platform's base, and with the class-data archive and the processed beans
 * that the base's JRE makes.
 */
final class PlatformImages {

    /** The label that names an image's class-data archive by its digest, or says {@code none}. */
    static final String LABEL = "io.cfa.class-data";

    /** That of its processed beans. */
    static final String BEANS_LABEL = "io.cfa.spring-aot";

    private final LayerStore layers;
    private final BaseImages bases;
    private final ClassDataArchives archives;
    private final ProcessedBeans beans;

    PlatformImages(LayerStore layers, BaseImages bases, ClassDataArchives archives, ProcessedBeans beans) {
        this.layers = layers;
        this.bases = bases;
        this.archives = archives;
        this.beans = beans;
    }

    /**
     * A plan with its layers.
     *
     * @param plan     as it was made, for all platforms
     * @param layers   those that are the same for all
     * @param archives that of each platform; none at all where none is wanted
     * @param beans    those that were processed for each platform; likewise
     */
    record Packed(
            ImagePlan plan,
            List<LayerFile> layers,
            SortedMap<Platform, MadeLayer> archives,
            SortedMap<Platform, MadeLayer> beans) {

        /** The plan, with all that differs from another plan of the same layers. */
        ImagePlan distinct() {
            ImagePlan distinct = plan;
            for (Platform platform : archives.keySet()) {
                distinct = distinct.withLabel(
                        LABEL + " " + platform, archives.get(platform).label());
            }
            for (Platform platform : beans.keySet()) {
                distinct = distinct.withLabel(
                        BEANS_LABEL + " " + platform, beans.get(platform).label());
            }
            return distinct;
        }

        /** All layers, for whichever platform. */
        List<LayerFile> all() {
            List<LayerFile> all = new ArrayList<>(layers);
            archives.values().forEach(archive -> archive.layer().ifPresent(all::add));
            beans.values().forEach(made -> made.layer().ifPresent(all::add));
            return all.stream().distinct().toList();
        }

        private ImagePlan of(Platform platform) {
            ImagePlan its = plan;
            MadeLayer archive = archives.get(platform);
            if (archive != null) {
                ImagePlan labelled = its.withLabel(LABEL, archive.label());
                its = archive.layer().isPresent() ? labelled.withArchive() : labelled;
            }
            MadeLayer made = beans.get(platform);
            if (made != null) {
                ImagePlan labelled = its.withLabel(BEANS_LABEL, made.label());
                its = made.layer().isPresent() ? labelled.withProcessedBeans() : labelled;
            }
            return its;
        }

        /** The archive stands behind the jars that it is about, and the beans before their classes, as they change with them. */
        private List<LayerFile> layersOf(Platform platform) {
            List<LayerFile> its = new ArrayList<>(layers);
            for (SortedMap<Platform, MadeLayer> made : List.of(archives, beans)) {
                Optional.ofNullable(made.get(platform))
                        .flatMap(MadeLayer::layer)
                        .ifPresent(its::add);
            }
            its.sort((one, other) -> one.kind().compareTo(other.kind()));
            return its;
        }
    }

    /** Packs what is not packed yet. */
    Packed packed(ImagePlan plan) {
        SortedMap<Platform, MadeLayer> archived = new TreeMap<>();
        plan.contents().shared().ifPresent(shared -> plan.base()
                .platforms()
                .forEach(platform -> archived.put(
                        platform, archives.of(shared, bases.resolve(plan.base().image(), platform)))));
        List<LayerFile> packed = plan.layers().stream().map(layers::of).toList();
        SortedMap<Platform, MadeLayer> processed = new TreeMap<>();
        if (plan.contents().context().isPresent()) {
            archived.forEach((platform, archive) -> processed.put(
                    platform,
                    beans.of(new ProcessedBeans.Image(
                            plan, packed, bases.resolve(plan.base().image(), platform), archive))));
        }
        return new Packed(plan, packed, archived, processed);
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
        return switch (layer.kind()) {
            case CLASS_DATA -> archives.file(layer);
            case SPRING_AOT -> beans.file(layer);
            default -> layers.file(layer);
        };
    }
}
