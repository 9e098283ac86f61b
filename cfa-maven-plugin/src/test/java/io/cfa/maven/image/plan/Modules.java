package io.cfa.maven.image.plan;

import io.cfa.maven.git.Revision;
import io.cfa.maven.model.ImageReference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Modules for tests: a kit of a few jars with fixed contents, and services that use it. */
public final class Modules {

    static final Instant COMMITTED = Instant.parse("2026-11-20T10:00:00Z");
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final Path root;
    private final ImageReference base;
    private final Map<String, String> holds = new HashMap<>();
    private Optional<ServiceModule.ClassData> classData = Optional.empty();
    private Optional<ServiceModule.SpringAot> springAot = Optional.empty();
    private List<Platform> platforms = List.of(Platform.of("linux/amd64"));

    public Modules(Path root, ImageReference base) {
        this.root = root;
        this.base = base;
    }

    /** Jars that can be read, each with one entry: the one that is given for its name, or one that no other has. */
    public Modules ofRealJars(String... entries) {
        holds.put("", "");
        for (String entry : entries) {
            holds.put(entry.split("=")[0], entry.split("=")[1]);
        }
        return this;
    }

    private static byte[] zip(String name, byte[] bytes) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            zip.putNextEntry(entry);
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** Wants a class-data archive. */
    public Modules withClassData(ServiceModule.ClassData wanted) {
        classData = Optional.of(wanted);
        return this;
    }

    /** Wants processed beans. */
    public Modules withSpringAot(ServiceModule.SpringAot wanted) {
        springAot = Optional.of(wanted);
        return this;
    }

    /** Makes images for these. */
    public Modules on(String list) {
        platforms = Platform.list(list);
        return this;
    }

    /** A jar whose bytes depend on its coordinates alone. */
    public Jar jar(String groupId, String artifactId, String version) {
        Path file = root.resolve("repository").resolve(artifactId + "-" + version + ".jar");
        if (!Files.exists(file)) {
            byte[] bytes = new byte[20_000];
            new Random((groupId + artifactId + version).hashCode()).nextBytes(bytes);
            write(file, holds.isEmpty() ? bytes : zip(holds.getOrDefault(artifactId, artifactId + "/A.class"), bytes));
        }
        return new Jar(groupId, artifactId, "", version, file);
    }

    public List<Jar> kit() {
        return List.of(
                jar("org.spring", "core", "7.0"), jar("org.spring", "web", "7.0"), jar("org.postgres", "driver", "42"));
    }

    /** A service with the kit, the kit's own classes, one class and one resource. */
    public ServiceModule service(String name, Jar... own) {
        Path classes = root.resolve(name).resolve("classes");
        write(classes.resolve("io/cfa/" + name + "/Main.class"), ("class of " + name).getBytes());
        write(classes.resolve("application.yml"), ("name: " + name).getBytes());
        Path kitClasses = root.resolve("service-kit/classes");
        write(kitClasses.resolve("io/cfa/kit/Kit.class"), "class of the kit".getBytes());
        List<Jar> classPath = new ArrayList<>();
        classPath.add(new Jar("io.cfa", "service-kit", "", "1.0.0-SNAPSHOT", kitClasses));
        classPath.addAll(kit());
        classPath.addAll(List.of(own));
        return module(name, classes, classPath);
    }

    public ServiceModule module(String name, Path classes, List<Jar> classPath) {
        return new ServiceModule(
                new ServiceModule.Coordinates(name, "io.cfa", "1.0.0-SNAPSHOT"),
                new ServiceModule.Start(
                        "io.cfa." + name + ".Main",
                        List.of("-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError"),
                        classData,
                        springAot),
                new ServiceModule.Content(classes, classPath, kit()),
                new ServiceModule.Base(base, platforms),
                new ServiceModule.Facts(
                        Optional.of("https://git.example/cfa"), new Revision(COMMIT, COMMITTED), Optional.empty()));
    }

    public static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
