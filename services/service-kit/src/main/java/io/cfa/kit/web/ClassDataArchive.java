package io.cfa.kit.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Says at the start where the JVM does not use the class-data archive that it was given: it starts all the same, twice as slowly, and says nothing.
 *
 * <p>Source: proc(5), {@code cmdline} and {@code maps}; elsewhere than on Linux nothing is known, and nothing said.
 */
final class ClassDataArchive implements ApplicationListener<ApplicationStartedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(ClassDataArchive.class);
    private static final String FLAG = "-XX:SharedArchiveFile=";

    private final Path process;

    /** Of a process, as {@code /proc/self} shows it. */
    ClassDataArchive(Path process) {
        this.process = process;
    }

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
        refused()
                .ifPresent(archive -> LOG.warn(
                        "the JVM refused the class-data archive {}, and the start took longer for it. Next: start it with"
                                + " -Xlog:cds, which says why",
                        archive));
    }

    /** The archive that the process was started with and does not use. */
    Optional<String> refused() {
        try {
            Optional<String> archive = Stream.of(
                            Files.readString(process.resolve("cmdline")).split("\0"))
                    .filter(word -> word.startsWith(FLAG))
                    .map(word -> word.substring(FLAG.length()))
                    .reduce((first, last) -> last);
            return archive.isPresent() && !isMapped(archive.get()) ? archive : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isMapped(String archive) throws IOException {
        try (Stream<String> maps = Files.lines(process.resolve("maps"))) {
            return maps.anyMatch(line -> line.endsWith(" " + archive));
        }
    }
}
