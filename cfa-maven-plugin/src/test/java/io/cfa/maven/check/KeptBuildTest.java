package io.cfa.maven.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs .gitlab/compiled. Maven alone is another there: what it compiles is the number of the run, so that what was compiled can be told from what was taken. */
class KeptBuildTest {

    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$*" >>runs
            mkdir -p .m2/repository/io/cfa/cfa .m2/repository/io/cfa/services services/service-kit/target/classes services/service-kit/target/cfa
            for name in cfa-maven-plugin service-kit; do
              mkdir -p ".m2/repository/io/cfa/$name"
              wc -l <runs >".m2/repository/io/cfa/$name/jar"
            done
            touch .m2/repository/io/cfa/maven-metadata-local.xml services/service-kit/target/cfa/compiled.json
            """;

    private static final String TAKEN = "the plugin is as an earlier pipeline compiled it from the same sources\n";
    private static final String REFUSED =
            " is not what a pipeline of this project kept: its signature is missing, or is not"
                    + " of these bytes by COSIGN_PRIVATE_KEY. Nothing of it was unpacked, and the plugin is compiled anew. Next: where it is not the first pipeline"
                    + " with another key, find out which job wrote to the cache 'kept', and clear the runner caches\ncompiled here: plugin\n";

    @TempDir
    private Path directory;

    private ScriptClone clone;

    @BeforeEach
    void aClone() throws Exception {
        clone = new ScriptClone(directory, ".gitlab/compiled", ".gitlab/signed.sh");
        clone.write("mvnw", MAVEN);
        for (String file : List.of(
                "pom.xml",
                ".mvn/maven.config",
                "cfa-maven-plugin/pom.xml",
                "cfa-maven-plugin/src/main/A.java",
                "services/pom.xml",
                "services/service-kit/B.java")) {
            clone.write(file, "first");
        }
        clone.write(".gitignore", "target/\n/.m2/\n/.cache/\n/runs\n");
        clone.run("chmod +x mvnw");
        clone.commit();
        clone.sign("key");
    }

    @Test
    void whatOnePipelineCompiledTheNextTakes() throws Exception {
        assertThat(compiled("plugin kit")).isEqualTo("compiled here: plugin kit\n");
        anotherPipeline();
        assertThat(compiled("plugin kit")).isEqualTo(TAKEN + TAKEN.replace("plugin", "kit"));
        assertThat(jar("cfa-maven-plugin")).isEqualTo("1");
        assertThat(jar("service-kit")).isEqualTo("1");
        assertThat(Files.readString(clone.file("runs")))
                .isEqualTo(
                        "-B -ntp -q -DskipTests -Pplugin-without-tests install -pl :cfa,:cfa-maven-plugin,:services,:service-kit\n");
    }

    @Test
    void aKeyInTheVariableItselfWithItsLineEndsLostIsTheSameKey() throws Exception {
        compiled("plugin");
        clone.variables.put(
                "COSIGN_PRIVATE_KEY",
                Files.readString(directory.resolve("key")).strip().replace("\n", "\\n"));
        assertThat(compiled("plugin")).isEqualTo(TAKEN);
    }

    @Test
    void ofAnotherSourceNothingIsTaken() throws Exception {
        compiled("plugin kit");
        clone.write("services/service-kit/B.java", "second");
        clone.commit();
        anotherPipeline();
        assertThat(compiled("plugin kit")).isEqualTo(TAKEN + "compiled here: kit\n");
        clone.write("cfa-maven-plugin/src/main/A.java", "second");
        clone.commit();
        assertThat(compiled("plugin kit")).isEqualTo("compiled here: plugin kit\n");
    }

    @Test
    void withOtherArgumentsOfMavenNothingIsTaken() throws Exception {
        compiled("plugin");
        clone.variables.put("MAVEN_ARGUMENTS", "-Dmaven.compiler.debug=false");
        assertThat(compiled("plugin")).isEqualTo("compiled here: plugin\n");
    }

    @Test
    void whatIsNotCommittedIsNeitherTakenNorKept() throws Exception {
        compiled("plugin");
        clone.write("cfa-maven-plugin/src/main/New.java", "new");
        assertThat(compiled("plugin")).isEqualTo("compiled here: plugin\n");
        assertThat(kept()).hasSize(2);
    }

    @Test
    void bytesThatWereChangedAreRefused() throws Exception {
        compiled("plugin");
        Path archive = archive();
        Files.write(archive, new byte[] {1}, StandardOpenOption.APPEND);
        anotherPipeline();
        assertThat(compiled("plugin")).isEqualTo(name(archive) + REFUSED);
        assertThat(jar("cfa-maven-plugin")).isEqualTo("2");
        // and what was kept since is good again
        assertThat(compiled("plugin")).isEqualTo(TAKEN);
    }

    @Test
    void whatABranchWithAnotherKeyOrNoneKeptIsRefused() throws Exception {
        compiled("plugin");
        Path archive = archive();
        clone.sign("other");
        assertThat(compiled("plugin")).isEqualTo(name(archive) + REFUSED);
        Files.delete(Path.of(archive + ".signature"));
        assertThat(compiled("plugin")).isEqualTo(name(archive) + REFUSED);
    }

    @Test
    void theSignatureOfOnePartIsNoneOfAnother() throws Exception {
        compiled("plugin kit");
        Path archive = archive();
        Path kit = kept().stream()
                .filter(file -> file.getFileName().toString().matches("kit-.*\\.tar"))
                .findFirst()
                .orElseThrow();
        Files.write(archive, Files.readAllBytes(kit));
        Files.write(Path.of(archive + ".signature"), Files.readAllBytes(Path.of(kit + ".signature")));
        assertThat(compiled("plugin")).isEqualTo(name(archive) + REFUSED);
    }

    @Test
    void withoutAKeyNothingIsTakenAndNothingIsKept() throws Exception {
        compiled("plugin");
        clone.variables.remove("COSIGN_PRIVATE_KEY");
        assertThat(compiled("plugin")).isEqualTo("compiled here: plugin\n");
        clone.run("rm -rf .cache");
        assertThat(compiled("plugin")).isEqualTo("compiled here: plugin\n");
        assertThat(clone.file(".cache")).doesNotExist();
    }

    @Test
    void aKeyThatCannotBeReadIsSaidWithoutAnyOfIt() throws Exception {
        clone.variables.put("COSIGN_PRIVATE_KEY", "-----BEGIN SECRET-----\\nabc");
        assertThat(compiled("plugin"))
                .isEqualTo(
                        "COSIGN_PRIVATE_KEY is not read by openssl here, so that nothing is taken from earlier pipelines, nor kept for later ones."
                                + " Next: see that openssl is in the job's image, and docs/deploy/vps-cfa2/signatures.md\ncompiled here: plugin\n");
        assertThat(clone.file(".cache")).doesNotExist();
    }

    @Test
    void aPartThatIsNoneIsRefusedBeforeAnything() throws Exception {
        assertThat(compiled("plugins")).isEqualTo("compiled: plugins; expected plugin or kit\n");
        assertThat(clone.file("runs")).doesNotExist();
    }

    private String compiled(String parts) throws IOException, InterruptedException {
        return clone.run(".gitlab/compiled " + parts);
    }

    /** A clone again, with the cache alone. */
    private void anotherPipeline() throws IOException, InterruptedException {
        clone.run("rm -rf .m2 services/service-kit/target");
    }

    private String jar(String module) throws IOException {
        return Files.readString(clone.file(".m2/repository/io/cfa/" + module + "/jar"))
                .strip();
    }

    private Path archive() throws IOException {
        return kept().stream()
                .filter(file -> file.getFileName().toString().matches("plugin-.*\\.tar"))
                .findFirst()
                .orElseThrow();
    }

    private String name(Path archive) {
        return clone.file("").relativize(archive).toString();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(clone.file(".cache/kept"))) {
            return files.toList();
        }
    }
}
