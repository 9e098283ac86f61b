package io.cfa.maven.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cfa.maven.model.compose.ComposeExtensions.Router;
import io.cfa.maven.model.compose.ComposeExtensions.TokenSource;
import io.cfa.maven.model.env.Interpolation;
import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFileTest {

    private static final Path FILE = Path.of("compose.yml");
    private static final Interpolation VARIABLES = new Interpolation(name -> Optional.of("value-of-" + name));

    private static final String ALL =
            """
            services:
              postgres:
                image: postgres:17
                volumes: ["./init:/init", "data:/data", {type: bind, source: ./$A, target: /a}]
                env_file: one.env
                label_file: [two.labels, {path: "${B}"}]
                profiles: [kafka]
                ports: ["1:2", 3]
                x-cfa: {replace: last, backup: postgres}
              identity:
                env_file: [{path: three.env, required: false}]
                x-cfa: {replace: first, rehearse: reachable, reads: [/a, "404:/b"]}
            configs:
              realm: {file: ./realm.json}
              other: {environment: X}
            volumes:
              data:
              bound: {driver_opts: {type: none, o: "rw,bind", device: ./bound}}
              nfs: {driver_opts: {type: nfs, o: addr=1, device: ./elsewhere}}
            secrets:
              db_password: {file: ./secrets/db_password}
              realm_key: {file: ./realm.json}
            """;

    private final ComposeFile compose = ComposeFile.parse(FILE, ALL);

    @Test
    void everyFileOfTheHostThatItNamesButSecrets() {
        assertThat(FileReference.of(compose, VARIABLES))
                .extracting(FileReference::user, FileReference::source, reference -> reference
                        .place()
                        .toString())
                .containsExactly(
                        tuple("postgres mounts", "./init", "compose.yml:4"),
                        tuple("postgres mounts", "./value-of-A", "compose.yml:4"),
                        tuple("postgres reads", "one.env", "compose.yml:5"),
                        tuple("postgres reads", "two.labels", "compose.yml:6"),
                        tuple("postgres reads", "value-of-B", "compose.yml:6"),
                        tuple("identity reads", "three.env", "compose.yml:11"),
                        tuple("the config realm reads", "./realm.json", "compose.yml:14"),
                        tuple("the volume bound is bound to", "./bound", "compose.yml:18"));
    }

    @Test
    void aServiceAsItStands() {
        ComposeService postgres = compose.services().get(0);
        assertThat(postgres.name()).isEqualTo("postgres");
        assertThat(postgres.place()).hasToString("compose.yml:2");
        assertThat(postgres.image().orElseThrow().text()).isEqualTo("postgres:17");
        assertThat(postgres.ports()).extracting(YamlNode::text).containsExactly("1:2", "3");
        assertThat(postgres.mounts()).hasSize(3);
        assertThat(postgres.profiles()).containsExactly("kafka");
        assertThat(postgres.replacedLast()).isTrue();
        ComposeService identity = compose.services().get(1);
        assertThat(identity.image()).isEmpty();
        assertThat(identity.ports()).isEmpty();
        assertThat(identity.profiles()).isEmpty();
        assertThat(identity.replacedLast()).isFalse();
    }

    @Test
    void textsThatUseAVariable() {
        assertThat(compose.templates()).extracting(YamlNode::text).containsExactly("./$A", "${B}");
    }

    @Test
    void aSecretIsReadFromBeneathSecretsOnly() {
        List<ComposeFile.SecretFile> secrets = compose.secretFiles();
        assertThat(secrets)
                .extracting(
                        ComposeFile.SecretFile::name, secret -> secret.place().toString())
                .containsExactly(tuple("db_password", "compose.yml:21"), tuple("realm_key", "compose.yml:22"));
        assertThat(secrets.get(0).confined()).isEqualTo("secrets/db_password");
        assertThatThrownBy(secrets.get(1)::confined)
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(
                        "compose.yml:22  the secret realm_key is read from ./realm.json, which is not beneath secrets/."
                                + " Next: write ./secrets/ and its name");
    }

    @Test
    void whatItSaysOfItsServicesUnderXCfa() {
        ComposeExtensions said = ComposeExtensions.of(compose.root());
        assertThat(said.backups()).containsOnlyKeys("postgres");
        assertThat(said.backups().get("postgres").value()).isEqualTo("postgres");
        assertThat(said.backups().get("postgres").place()).hasToString("compose.yml:9");
        assertThat(said.reachable()).containsExactly("identity");
        assertThat(said.reads()).isEqualTo(Map.of("identity", List.of("/a", "404:/b")));
        assertThat(said.token()).isEmpty();
        YamlNode token = YamlNode.parse(
                FILE, "services: {keycloak: {x-cfa: {token: {path: /realms/cfa, client: cfa-service, secret: s}}}}");
        assertThat(ComposeExtensions.of(token).token())
                .contains(new TokenSource("keycloak", 8080, "/realms/cfa", "cfa-service", "s"));
        YamlNode routes = YamlNode.parse(FILE, "services: {gateway: {x-cfa: {routes: {path: /api, port: 80}}}}");
        assertThat(ComposeExtensions.of(routes).routes()).contains(new Router("gateway", 80, "/api"));
        assertThat(said.routes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rehearse: always                           | x-cfa of a: rehearse is \"always\"",
                "reads: [\"/a b\"]                          | x-cfa of a: reads is \"/a b\"",
                "reads: [a]                                 | x-cfa of a: reads is \"a\"",
                "reads: [\"600:/a\"]                        | x-cfa of a: reads is \"600:/a\"",
                "proofs: {a: [b = 0]}                       | x-cfa of a: proofs is \"a\"",
                "proofs: {/a: [b == 0]}                     | x-cfa of a: proofs is \"b == 0\"",
                "proofs: {/a: [b]}                          | x-cfa of a: proofs is \"b\"",
                "proofs: {/a: []}                           | x-cfa of a: proofs expects nothing of /a",
                "token: {path: a, client: b, secret: c}     | path of the token is \"a\"",
                "token: {path: /a, client: $b, secret: c}   | client of the token is \"$b\"",
                "token: {path: /a, client: b, secret: ../c} | secret of the token is \"../c\"",
                "routes: {path: api}                        | path of the routes is \"api\"",
                "routes: {path: /api, port: 70000}          | port of the routes is \"70000\""
            })
    void whatBecomesAPartOfACommandHasAForm(String said, String message) {
        YamlNode root = YamlNode.parse(FILE, "services: {a: {x-cfa: {" + said + "}}}");
        assertThatThrownBy(() -> ComposeExtensions.of(root))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith("compose.yml:1  " + message + "; expected ")
                .hasMessageEndingWith(". Next: mend the compose file");
    }

    @Test
    void aFileOfAnotherShapeIsRefusedAtItsLine(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> ComposeFile.parse(FILE, "services:\n  a:\n  a:\n"))
                .hasMessage("compose.yml:3  \"a\" stands twice. Next: remove one");
        assertThatThrownBy(() -> ComposeFile.parse(FILE, "\nservices:\n"))
                .hasMessage("compose.yml:2  has nothing under \"services\". Next: add a service");
        assertThatThrownBy(() -> ComposeFile.parse(FILE, "name: cfa"))
                .hasMessage("compose.yml:1  has no \"services\". Next: add it");
        Path missing = directory.resolve("none.yml");
        assertThatThrownBy(() -> ComposeFile.read(missing))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage(missing
                        + " cannot be read (NoSuchFileException). Next: name the directory of compose and env with"
                        + " -Dcfa.bundleDirectory");
        Path latin = Files.write(directory.resolve("latin.yml"), new byte[] {'a', (byte) 0xe9});
        assertThatThrownBy(() -> ComposeFile.read(latin)).hasMessage(latin + " is not UTF-8. Next: save it as UTF-8");
        Path large = Files.writeString(directory.resolve("large.yml"), "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> ComposeFile.read(large))
                .hasMessage(large
                        + " has more than 1048576 bytes; expected a file of a few pages. Next: look what went into it");
    }
}
