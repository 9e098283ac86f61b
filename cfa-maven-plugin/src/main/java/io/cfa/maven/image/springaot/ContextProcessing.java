package io.cfa.maven.image.springaot;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.layer.LayerStore;
import io.cfa.maven.image.layer.ReproducibleJar;
import io.cfa.maven.image.plan.ImageLayout;
import io.cfa.maven.image.plan.ImagePlan;
import io.cfa.maven.image.plan.LayerKind;
import io.cfa.maven.image.plan.SharedClasses;
import io.cfa.maven.image.plan.SpringContext;
import io.cfa.maven.image.runtime.BaseRuntime;
import io.cfa.maven.image.runtime.NotMadeException;
import io.cfa.maven.image.runtime.RuntimeProcess;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Has the JRE of a base process the beans of an image's application, with the image's own files, class path and class-data archive, and nothing of this
 * machine around it: what is generated depends on the image alone.
 *
 * @param plan      the image
 * @param layers    reads its files
 * @param directory of the image's unpacked files, with its archive in it; what is made comes beside it
 */
record ContextProcessing(ImagePlan plan, LayerStore layers, Path directory) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The time that jib gives to each file of an image; the archive wants it of its jars. */
    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

    private static final String DRIVER = ProcessorMain.class.getName().replace('.', '/') + ".class";

    /** Where the driver lies, from the image's directory: behind everything of the image, as the archive wants that first. */
    private static final String DRIVER_DIRECTORY = "../../driver";

    private static final List<String> FIXED = List.of(
            "-XX:-UsePerfData",
            "-XX:ActiveProcessorCount=2",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmx512m",
            "-XX:+UnlockDiagnosticVMOptions",
            // these are the image's own classes, which its service verifies at each start
            "-XX:-BytecodeVerificationRemote",
            // or the names of methods would come in another order
            "-Xshare:on",
            "-Duser.timezone=UTC",
            "-Djava.io.tmpdir=.",
            "-Duser.home=.");

    /** What each key has in it of how beans are processed. */
    static String form() throws IOException {
        return String.join(" ", FIXED) + " " + Sha256.of(driver());
    }

    /**
     * The jar of what was processed.
     *
     * @throws ImageException   if the application itself is the reason that there is none
     * @throws NotMadeException if this machine is
     */
    Path make(BaseRuntime runtime) throws IOException, NotMadeException {
        Path app = directory.resolve(ImageLayout.HOME.substring(1));
        write();
        Path driver = app.resolve(DRIVER_DIRECTORY).normalize().resolve(DRIVER);
        Files.createDirectories(driver.getParent());
        Files.write(driver, driver());
        Path outputs = Files.createDirectory(directory.resolveSibling("made"));
        SpringContext context = plan.contents().context().orElseThrow();
        RuntimeProcess.Ending ending = new RuntimeProcess(runtime, app, PATIENCE)
                .end("process the beans of " + plan.service(), arguments(context, outputs));
        switch (ending.status()) {
            case 0 -> {
                return jar(new GeneratedFiles(outputs, Files.readAllLines(shared().list())), ending);
            }
            case ProcessorMain.NOT_PROCESSED ->
                throw refused(
                        "Spring cannot process the beans of " + plan.service() + " when its image is built", ending);
            case ProcessorMain.NOT_COMPILED ->
                throw refused("what Spring generates for the beans of " + plan.service() + " does not compile", ending);
            default ->
                throw new NotMadeException("the base's java did not process the beans of " + plan.service()
                        + ": exit status " + ending.status() + ", " + ending.lastLine());
        }
    }

    /** An application that ends the JVM itself has written nothing, and ended well. */
    private Path jar(GeneratedFiles generated, RuntimeProcess.Ending ending) throws IOException, NotMadeException {
        if (!generated.starts(plan.contents().context().orElseThrow().mainClass())) {
            throw refused("nothing came of the processing of the beans of " + plan.service(), ending);
        }
        Path jar = directory.resolveSibling("spring-aot.jar");
        return Files.write(jar, ReproducibleJar.of(generated.kept(directory.resolveSibling("kept"))));
    }

    private ImageException refused(String what, RuntimeProcess.Ending ending) {
        return new ImageException(what + ": " + ending.lastLine()
                + ". Next: mend what it names, or set cfa.springAot=off for " + plan.service());
    }

    private List<String> arguments(SpringContext context, Path outputs) throws IOException {
        List<String> arguments = new ArrayList<>(FIXED);
        arguments.addAll(shared().flags());
        arguments.add("-XX:SharedArchiveFile=" + Path.of(ImageLayout.ARCHIVE).getFileName());
        arguments.addAll(context.settings());
        arguments.addAll(List.of(
                "-cp",
                Files.readString(directory.resolve(ImageLayout.CLASS_PATH_FILE.substring(1)))
                                .strip() + ":" + DRIVER_DIRECTORY,
                ProcessorMain.class.getName(),
                context.mainClass(),
                outputs.toAbsolutePath().toString(),
                context.compiler().get().toAbsolutePath().toString()));
        return arguments;
    }

    private SharedClasses shared() {
        return plan.contents().shared().orElseThrow();
    }

    private void write() throws IOException {
        for (ImagePlan.Layer layer : plan.layers()) {
            for (Map.Entry<String, ImagePlan.Content> file : layer.files().entrySet()) {
                Path to = directory.resolve(file.getKey().substring(1));
                Files.createDirectories(to.getParent());
                layers.copy(file.getValue(), to);
                if (layer.kind() == LayerKind.SHARED_LIBRARIES) {
                    Files.setLastModifiedTime(to, TIME);
                }
            }
        }
    }

    private static byte[] driver() throws IOException {
        try (InputStream in = ProcessorMain.class.getClassLoader().getResourceAsStream(DRIVER)) {
            return in.readAllBytes();
        }
    }
}
