package io.cfa.maven.host.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.remote.LocalShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureStoreTest {

    @TempDir
    Path temp;

    private LocalShell host;
    private SignatureStore store;

    @BeforeEach
    void aHost() throws IOException {
        host = new LocalShell(Files.createDirectories(temp.resolve("bin")));
        Files.createDirectories(temp.resolve(".cfa"));
        store = new SignatureStore(temp.toString());
    }

    private void keep(String... lines) {
        assertThat(host.run(store.keep(List.of(lines))).exitStatus()).isZero();
    }

    @Test
    void aHostThatHasNoneYetHasNoLines() {
        assertThat(store.read(host)).isEmpty();
    }

    @Test
    void linesAreKeptInOrderAndOnceHoweverOftenTheyCome() throws IOException {
        keep("{\"a\": \"$1 'x'\"}", "b");
        keep("b", "c");
        keep("b", "c");
        assertThat(store.read(host)).containsExactly("{\"a\": \"$1 'x'\"}", "b", "c");
        assertThat(temp.resolve(".cfa")).isDirectoryContaining("glob:**/signatures.jsonl");
        try (var files = Files.list(temp.resolve(".cfa"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aLineThatWasTornTearsNoOther() throws IOException {
        Files.writeString(temp.resolve(".cfa/signatures.jsonl"), "a\nto");
        keep("b");
        assertThat(store.read(host)).containsExactly("a", "to", "b");
    }

    @Test
    void theOldestGoWhereThereAreTooMany() {
        keep(IntStream.range(0, 4_001).mapToObj(String::valueOf).toArray(String[]::new));
        assertThat(store.read(host)).hasSize(4_000).startsWith("1").endsWith("4000");
    }
}
