package io.cfa.maven.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.source.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a container mounts or reads is in the bundle, however it is written; and nothing else of this machine is. */
class BundleReaderTest {

    private static final byte[] NO_TEXT = {0x30, (byte) 0x82, (byte) 0xff, 0};

    @TempDir
    Path directory;

    private Path bundle;

    @BeforeEach
    void aDirectory() throws IOException {
        bundle = Files.createDirectory(directory.resolve("cfa2"));
        write(".env.cfa2", "DIR=keycloak\n");
        write("keycloak/realm.json", "{}");
        write("init/one.sh", "one");
        write("init/deep/two.sh", "two");
        write("secrets/password", "hunter2");
        Files.write(bundle.resolve("store.p12"), NO_TEXT);
        Files.writeString(directory.resolve("outside"), "x");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(bundle.resolve(name).getParent());
        Files.writeString(bundle.resolve(name), text);
    }

    private Bundle read(String service) throws IOException {
        return readFile("name: cfa\nservices:\n  a: {image: x, " + service + "}\n");
    }

    private Bundle readFile(String text) throws IOException {
        write("docker-compose.yml", text);
        return Bundle.read(bundle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "volumes: ['./keycloak/realm.json:/x:ro']",
                "volumes: ['${NONE:-./keycloak}/realm.json:/x:ro']",
                "volumes: ['./${DIR}/realm.json:/x']",
                "volumes: ['./init/../keycloak/realm.json:/x']",
                "volumes: [{type: bind, source: keycloak/realm.json, target: /x}]",
                "volumes: [{type: bind, source: './${DIR}', target: /x}]",
                "volumes: [./keycloak/:/x]",
                "env_file: keycloak/realm.json",
                "env_file: [{path: ./keycloak/realm.json, required: true}]",
                "label_file: [./keycloak/realm.json]"
            })
    void aFileIsBroughtHoweverItIsWritten(String service) throws IOException {
        assertThat(read(service).files()).containsOnlyKeys(".env.cfa2", "docker-compose.yml", "keycloak/realm.json");
    }

    @Test
    void theFileOfAConfigAndTheDirectoryOfAVolumeAreBrought() throws IOException {
        assertThat(readFile(
                                """
                                name: cfa
                                services: {a: {image: x, configs: [c], volumes: [v:/v]}}
                                configs: {c: {file: ./keycloak/realm.json}, inline: {content: x}}
                                volumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: ./init}}}
                                """)
                        .files())
                .containsOnlyKeys(
                        ".env.cfa2", "docker-compose.yml", "keycloak/realm.json", "init/one.sh", "init/deep/two.sh");
    }

    @Test
    void theEnvFileItselfCanBeMounted() throws IOException {
        assertThat(read("volumes: ['.env.cfa2:/x']").files()).containsOnlyKeys(".env.cfa2", "docker-compose.yml");
    }

    @Test
    void aBinaryFileIsBroughtByteForByte() throws IOException {
        BundleFile file = read("volumes: [./store.p12:/x]").files().get("store.p12");
        assertThat(file.bytes()).isEqualTo(NO_TEXT);
        assertThat(file.text()).isEmpty();
        assertThat(file.base64()).isEqualTo("MIL/AA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"volumes: ['.:/x']", "volumes: [./:/x]", "volumes: [./secrets/password:/x]"})
    void aSecretIsNeverBrought(String service) throws IOException {
        assertThat(read(service).files().keySet()).noneMatch(file -> file.startsWith("secrets"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "volumes: [/var/run/docker.sock:/x]",
                "volumes: [/etc/localtime:/x:ro]",
                "volumes: [data:/x]",
                "volumes: [/x]",
                "tmpfs: [/x]"
            })
    void whatTheHostHasItselfIsNotBrought(String service) throws IOException {
        assertThat(read(service).files()).containsOnlyKeys(".env.cfa2", "docker-compose.yml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "../cfa2/init",
                "./init/../../outside",
                "/etc/shadow",
                "/srv/cfa/init",
                "~/x",
                "/var/run/../../etc/shadow"
            })
    void whatLeadsOutOfTheBundleIsRefusedWithItsLine(String source) {
        assertThatThrownBy(() -> read("volumes: ['" + source + ":/x']"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("docker-compose.yml:3  a mounts " + source
                        + ", which is not in the bundle: only what lies beneath cfa2/ is brought to the host. Next: move it"
                        + " there");
    }

    @Test
    void aLinkOutOfTheBundleIsRefusedWithItsLine() throws IOException {
        Files.createSymbolicLink(bundle.resolve("init/link"), directory.resolve("outside"));
        assertThatThrownBy(() -> read("volumes: [./init:/x]"))
                .hasMessage(
                        "docker-compose.yml:3  a mounts ./init, where init/link is a link that leads out of the bundle."
                                + " Next: put the file itself into its place");
    }

    @Test
    void aMountThatIsNotThereIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("volumes: [./initdb:/x]"))
                .hasMessage("docker-compose.yml:3  a mounts ./initdb, which is not there. Next: add it");
    }

    @Test
    void aBundleOfAThousandFilesIsRefused() throws IOException {
        for (int i = 0; i < 1000; i++) {
            write("init/f" + i, "");
        }
        assertThatThrownBy(() -> read("volumes: [./init:/x]"))
                .hasMessageContaining("which makes the bundle larger than 1000 files or 32 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"./secrets/a", "secrets/a", "./secrets/sub/a", "./x/../secrets/a"})
    void aSecretLiesStrictlyBeneathSecrets(String file) throws IOException {
        assertThat(readFile("name: cfa\nservices: {a: {image: x}}\nsecrets: {s: {file: " + file + "}}\n")
                        .secrets())
                .containsExactly(file.replaceFirst("^(\\./)?(x/\\.\\./)?", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/pw",
                "../pw",
                "./db_password.txt",
                "secrets",
                "./secrets/",
                "secrets/../pw",
                "secrets/../../pw",
                "./secrets/${NAME}",
                "${DIR}/pw",
                "~/secrets/pw",
                "/srv/cfa/secrets/pw",
                "./secrets/a b",
                "./secrets/$(id)"
            })
    void aSecretAnywhereElseIsRefused(String file) {
        assertThatThrownBy(() ->
                        readFile("name: cfa\nservices: {a: {image: x}}\nsecrets:\n  s:\n    file: '" + file + "'\n"))
                .hasMessage("docker-compose.yml:5  the secret s is read from " + file
                        + ", which is not beneath secrets/. Next: write ./secrets/ and its name");
    }
}
