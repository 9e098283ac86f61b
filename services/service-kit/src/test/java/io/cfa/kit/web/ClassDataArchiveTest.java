package io.cfa.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataArchiveTest {

    private static final String WITH = "java\0-XX:SharedArchiveFile=/app/kit.jsa\0-Xmx96m\0io.cfa.Main\0";
    private static final String MAPPED = "7f0000000000-7f0001c00000 rw-p 00001000 fe:00 1234 /app/kit.jsa\n";
    private static final String OTHER =
            "7f0000000000-7f0001c00000 r-xp 00000000 fe:00 77 /opt/java/lib/server/libjvm.so\n";

    @TempDir
    Path process;

    private ClassDataArchive process(String commandLine, String maps) throws IOException {
        Files.writeString(process.resolve("cmdline"), commandLine);
        Files.writeString(process.resolve("maps"), maps);
        return new ClassDataArchive(process);
    }

    @Test
    void anArchiveThatIsNotMappedWasRefused() throws IOException {
        assertThat(process(WITH, OTHER).refused()).contains("/app/kit.jsa");
    }

    @Test
    void anArchiveThatIsMappedIsUsed() throws IOException {
        assertThat(process(WITH, OTHER + MAPPED).refused()).isEmpty();
    }

    @Test
    void withoutAnArchiveNothingWasRefused() throws IOException {
        assertThat(process("java\0-Xmx96m\0io.cfa.Main\0", OTHER).refused()).isEmpty();
    }

    @Test
    void whereNothingIsKnownNothingIsSaid() {
        assertThat(new ClassDataArchive(process.resolve("nowhere")).refused()).isEmpty();
    }
}
