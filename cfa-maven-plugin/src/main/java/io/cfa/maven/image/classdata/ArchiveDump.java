package io.cfa.maven.image.classdata;

import io.cfa.maven.image.plan.SharedClasses;
import io.cfa.maven.image.runtime.BaseRuntime;
import io.cfa.maven.image.runtime.NotMadeException;
import io.cfa.maven.image.runtime.RuntimeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Has the JRE of a base write the archive of a class path, twice, and makes one form of both.
 *
 * <p>The archive depends on the JRE, the jars with their order and times, the list, and the flags; what else it could depend on (environment,
 * directory, size of the heap, number of cores) is fixed here. Source: JEP 483 and 514, {@code java -Xshare:dump}; which kinds of differences
 * are left was measured with JDK 25 (decision 74).
 */
final class ArchiveDump {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LARGEST = 512L << 20;

    /** The time that jib gives to each file of an image; the JVM wants that of the dump. */
    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

    private static final List<String> FIXED = List.of(
            "-XX:-UsePerfData", // leaves no file in /tmp
            "-XX:ActiveProcessorCount=2", // some class of the JDK keeps the number
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms512m",
            "-Xmx512m",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private final SharedClasses wanted;
    private final RuntimeProcess process;
    private final Path directory;

    private ArchiveDump(BaseRuntime runtime, Path directory, SharedClasses wanted) {
        this.wanted = wanted;
        this.process = new RuntimeProcess(runtime, directory, PATIENCE);
        this.directory = directory;
    }

    /** What each key has in it of how archives are made. */
    static String form() {
        return String.join(" ", FIXED);
    }

    /**
     * Makes an archive.
     *
     * @param directory is empty, and stays until the archive was taken out of it
     */
    static Path make(BaseRuntime runtime, Path directory, SharedClasses wanted) throws IOException, NotMadeException {
        return new ArchiveDump(runtime, directory, wanted).make();
    }

    private Path make() throws IOException, NotMadeException {
        for (SharedClasses.KitJar jar : wanted.jars()) {
            Path copy = directory.resolve(jar.path());
            Files.createDirectories(copy.getParent());
            Files.copy(jar.file(), copy, StandardCopyOption.REPLACE_EXISTING);
            Files.setLastModifiedTime(copy, TIME);
        }
        Path first = directory.resolve("first.jsa");
        Path second = directory.resolve("second.jsa");
        NormalForm.Span firsts = dump(first);
        NormalForm.Span seconds = dump(second);
        NormalForm.apply(first, firsts, second, seconds);
        Files.delete(second);
        accepted(first);
        return first;
    }

    private NormalForm.Span dump(Path archive) throws IOException, NotMadeException {
        List<String> arguments = new ArrayList<>(FIXED);
        arguments.addAll(wanted.flags());
        arguments.addAll(List.of(
                "-Xshare:dump",
                "-XX:+AOTClassLinking",
                "-XX:SharedClassListFile=" + wanted.list().toAbsolutePath(),
                "-XX:SharedArchiveFile=" + archive.getFileName(),
                "-cp",
                classPath()));
        long from = clock();
        process.run("write a class-data archive", arguments);
        long to = clock();
        if (!Files.isRegularFile(archive) || Files.size(archive) > LARGEST) {
            throw new NotMadeException(
                    "the base's java wrote no class-data archive, or one of more than " + LARGEST + " bytes");
        }
        return new NormalForm.Span(from, to);
    }

    /** What the JVM would refuse at run time, in silence, is refused here. */
    private void accepted(Path archive) throws IOException, NotMadeException {
        List<String> arguments = new ArrayList<>(wanted.flags());
        arguments.addAll(List.of(
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive.getFileName(),
                "-cp",
                classPath(),
                "-version"));
        process.run("take the archive that it wrote", arguments);
    }

    /** Relative, as in the image: what is absolute would bind the archive to this machine's directory. */
    private String classPath() {
        return wanted.jars().stream().map(SharedClasses.KitJar::path).collect(Collectors.joining(":"));
    }

    private static long clock() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
