package io.cfa.maven.host.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.host.RolloutException;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.remote.LocalShell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostBundleTest {

    @TempDir
    Path temp;

    private Path srv;
    private LocalShell host;

    @BeforeEach
    void aHostThatRunsAStack() throws IOException {
        srv = Files.createDirectories(temp.resolve("srv/cfa"));
        host = new LocalShell(Files.createDirectories(temp.resolve("bin")));
        Path active = Files.createDirectories(srv.resolve(".cfa/bundles/1"));
        Files.createDirectories(active.resolve("keycloak"));
        Files.writeString(active.resolve("keycloak/realm.json"), "{}");
        Files.writeString(active.resolve("cosign.pub"), "a key");
        Files.writeString(
                active.resolve("docker-compose.yml"),
                """
                name: cfa
                services:
                  keycloak:
                    image: keycloak/keycloak:26
                    volumes:
                      - ./keycloak:/opt/import:ro
                      - /etc/localtime:/etc/localtime:ro
                    secrets: [db_password]
                secrets:
                  db_password:
                    file: ./secrets/db_password
                """);
        Files.writeString(active.resolve(".env.cfa2"), "TAG=dev\n");
        Files.createDirectories(srv.resolve("secrets"));
        Files.writeString(srv.resolve("secrets/db_password"), "hunter2");
        for (String name : List.of("docker-compose.yml", ".env.cfa2", "keycloak", "cosign.pub")) {
            Files.createSymbolicLink(srv.resolve(name), Path.of(".cfa/bundles/1", name));
        }
    }

    @Test
    void whatTheHostRunsByIsCopiedAndNoSecretAndNoKeyIs() throws IOException {
        Path copies;
        try (HostBundle bundle = HostBundle.fetch(host, Optional.of(srv.toString()))) {
            copies = bundle.directory();
            assertThat(files(copies)).containsExactly(".env.cfa2", "docker-compose.yml", "keycloak/realm.json");
            assertThat(Bundle.read(copies).files().keySet())
                    .containsExactly(".env.cfa2", "docker-compose.yml", "keycloak/realm.json");
            assertThat(Files.getPosixFilePermissions(copies)).hasSize(3);
        }
        assertThat(copies).doesNotExist();
    }

    @Test
    void theDirectoryIsTheOnlyOneThatARolloutHasBeenTo() throws IOException {
        docker(srv.toString(), "/nowhere");
        try (HostBundle bundle = HostBundle.fetch(host, Optional.empty())) {
            assertThat(bundle.remoteDirectory()).isEqualTo(srv.toString());
        }
    }

    @Test
    void ofTwoDirectoriesOneMustBeNamed() throws IOException {
        Path other = Files.createDirectories(temp.resolve("srv/other/.cfa")).getParent();
        docker(srv.toString(), other.toString());
        assertThatThrownBy(() -> HostBundle.fetch(host, Optional.empty()))
                .hasMessage(host.name() + " has 2 directories that a stack was rolled out to: " + srv + ", " + other
                        + "; expected one. Next: name it with -Dcfa.remoteDirectory=/srv/NAME");
    }

    @Test
    void aHostWithoutAStackSaysSo() throws IOException {
        docker("/nowhere");
        assertThatThrownBy(() -> HostBundle.fetch(host, Optional.empty()))
                .hasMessage(host.name()
                        + " has no directory that a stack was rolled out to; expected one. Next: name it with"
                        + " -Dcfa.remoteDirectory=/srv/NAME");
    }

    @Test
    void aDirectoryWithoutAComposeFileSaysSo() throws IOException {
        Files.delete(srv.resolve("docker-compose.yml"));
        assertThatThrownBy(() -> HostBundle.fetch(host, Optional.of(srv.toString())))
                .isInstanceOf(RolloutException.class)
                .hasMessage(host.name() + ":" + srv
                        + " has no docker-compose.yml, .env.cfa2 to read (exit status 3: ./docker-compose.yml). Next: name the"
                        + " directory of compose and env with -Dcfa.remoteDirectory, or bring them with cfa:sync");
    }

    @Test
    void aMalformedComposeFileLeavesNoCopies() throws IOException {
        Files.writeString(srv.resolve(".cfa/bundles/1/docker-compose.yml"), "services: [");
        List<Path> before = temporary();
        assertThatThrownBy(() -> HostBundle.fetch(host, Optional.of(srv.toString())))
                .isInstanceOf(MalformedFileException.class);
        assertThat(temporary()).isEqualTo(before);
    }

    @Test
    void whatIsLargerThanABundleIsNotKept() throws IOException {
        Files.write(srv.resolve(".cfa/bundles/1/keycloak/dump"), new byte[PackedBundle.MOST_BYTES]);
        assertThatThrownBy(() -> HostBundle.fetch(host, Optional.of(srv.toString())))
                .hasMessage("the files that " + host.name() + ":" + srv
                        + " runs by are larger than 4000000 bytes or more than 1000; nothing of them was kept. Next: call the goal"
                        + " in a clone of the repository, which has its own");
    }

    @Test
    void noNameOfTheHostLeadsOutOfTheCopies() throws IOException {
        for (String name : List.of("../escape", "./../escape", "./secrets/db_password", "a\\b")) {
            assertThatThrownBy(() -> unpack(entry(name, TarConstants.LF_NORMAL)))
                    .as(name)
                    .hasMessage("host:/srv has what is no file of a bundle among those that it runs by: " + name
                            + ". Next: call the goal in a clone of the repository, and see who changed the host");
        }
        assertThat(temp.resolve("escape")).doesNotExist();
    }

    @Test
    void noLinkOfTheHostIsMade() throws IOException {
        for (byte type : List.of(TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO)) {
            assertThatThrownBy(() -> unpack(entry("./file", type)))
                    .hasMessageStartingWith("host:/srv has what is no file of a bundle");
        }
        assertThat(temp.resolve("copies/file")).doesNotExist();
    }

    @Test
    void aCutArchiveIsSaid() throws IOException {
        byte[] whole = entry("./file", TarConstants.LF_NORMAL);
        assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, 514)))
                .hasMessage("the files of host:/srv came cut or damaged. Next: run it again");
    }

    private void docker(String... directories) throws IOException {
        host.program("docker", "printf '%s\\n' '' " + String.join(" ", directories));
    }

    private void unpack(byte[] archive) throws IOException {
        new PackedBundle("host:/srv", archive).unpack(Files.createDirectories(temp.resolve("copies")));
    }

    private static byte[] entry(String name, byte type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, type);
            byte[] content = "content".getBytes(StandardCharsets.UTF_8);
            entry.setLinkName("/etc/passwd");
            entry.setSize(type == TarConstants.LF_NORMAL ? content.length : 0);
            tar.putArchiveEntry(entry);
            if (type == TarConstants.LF_NORMAL) {
                tar.write(content);
            }
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("cfa-bundle"))
                    .sorted()
                    .toList();
        }
    }
}
