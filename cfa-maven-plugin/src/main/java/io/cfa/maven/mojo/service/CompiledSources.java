package io.cfa.maven.mojo.service;

import io.cfa.maven.git.Git;
import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.cache.JsonFile;
import io.cfa.maven.image.cache.PortablePath;
import io.cfa.maven.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * Which committed sources the classes of a module were compiled from, as {@value #FILE} among its built things says it. The file counts only while both
 * are as it says: the sources by git's names of what is committed, the classes by their bytes.
 *
 * @param session the reactor
 * @param module  one of its modules
 */
public record CompiledSources(MavenSession session, MavenProject module) {

    /** Where it is written, below {@code target}. */
    public static final String FILE = "cfa/compiled.json";

    private static final String COMPILE = "compile";

    /** Whether nothing of the module is ever compiled, as of a parent. */
    public boolean hasNone() {
        return module.getPackaging().equals("pom");
    }

    /**
     * Writes it down.
     *
     * @return nothing; else why it is not known
     * @throws ImageException if this build did not compile the module, so that nobody can say
     */
    public Optional<String> write(Git git) {
        if (!module.hasLifecyclePhase(COMPILE)) {
            throw new ImageException("this build did not compile " + module.getArtifactId()
                    + ", so that it is not known what its classes are of. Next: bind cfa:compiled to a phase after compile, or run"
                    + " mvn process-classes cfa:compiled");
        }
        Optional<String> sources = sources(git);
        if (sources.isEmpty()) {
            return Optional.of("not all of " + module.getArtifactId() + " is committed");
        }
        String classes = classes();
        JsonFile.write(file(), json -> {
            json.writeStartObject();
            json.writeStringField("sources", sources.get());
            json.writeStringField("classes", classes);
            json.writeEndObject();
        });
        return Optional.empty();
    }

    /** Whether these very classes are known to be compiled from the sources that are here. */
    public boolean areThese(Git git) {
        if (!Files.isRegularFile(file())) {
            return false;
        }
        try {
            return JsonFile.read(file()) instanceof Map<?, ?> said
                    && sources(git)
                            .filter(now -> now.equals(said.get("sources")))
                            .isPresent()
                    && classes().equals(said.get("classes"));
        } catch (IOException | RuntimeException e) {
            // what cannot be read proves nothing
            return false;
        }
    }

    private Path file() {
        return Path.of(module.getBuild().getDirectory()).resolve(FILE);
    }

    /** Its directory and the POMs above, which say how it is compiled. */
    private Optional<String> sources(Git git) {
        List<Path> paths = new ArrayList<>(List.of(module.getBasedir().toPath()));
        for (MavenProject parent = module.getParent();
                parent != null && parent.getFile() != null;
                parent = parent.getParent()) {
            paths.add(parent.getFile().toPath());
        }
        return git.committed(paths).map(SortedMap::toString).map(CompiledSources::digest);
    }

    private String classes() {
        Path root = Path.of(module.getBuild().getOutputDirectory());
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> tree =
                Files.isDirectory(root) ? Files.walk(root, FileVisitOption.FOLLOW_LINKS) : Stream.empty()) {
            for (Path file : (Iterable<Path>) tree.filter(Files::isRegularFile)::iterator) {
                files.put(PortablePath.relative(root, file), Sha256.of(file).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest(files.toString());
    }

    private static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
