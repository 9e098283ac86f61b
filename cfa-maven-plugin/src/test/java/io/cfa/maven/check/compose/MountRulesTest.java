package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ProjectLayout;
import io.cfa.maven.check.files.ProjectNames;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.ComposeVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is mounted and read is there: volumes, files of the bundle, secrets. */
class MountRulesTest {

    @TempDir
    Path root;

    private List<String> found(String text) {
        Findings findings = new Findings(root);
        ProjectLayout layout = new ProjectLayout(
                root,
                root.resolve("bundle"),
                new TreeSet<>(),
                new ProjectNames(
                        new ProjectNames.Pipeline(".gitlab-ci.yml", "main", "deploy"),
                        new ProjectNames.Documents(Optional.empty(), List.of(), Optional.empty()),
                        new ProjectNames.Modules("services", "deploy"),
                        Set.of(),
                        ComposeVersion.of("2.26")));
        Variables variables =
                Variables.read(layout.env(), "DIRECTORY=conf\n", findings).orElseThrow();
        new MountRules(layout, findings, variables).check(ComposeFile.parse(layout.compose(), text));
        return findings.sorted().stream()
                .map(found -> found.check() + " " + found.line() + " "
                        + found.finding().observed() + "; expected "
                        + found.finding().expected() + ". " + found.finding().next())
                .toList();
    }

    private void file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }

    @Test
    void whatIsMountedIsListedAndWhatIsListedIsMounted() {
        assertThat(found("services:\n  a: {image: x, volumes: [\"data:/data\", \"/nameless\"]}\nvolumes: {data: {}}\n"))
                .isEmpty();
        assertThat(found("services:\n  a:\n    image: x\n    volumes:\n      - data:/data\nvolumes: {other: {}}\n"))
                .containsExactly(
                        "dependency 5 the volume data; expected an entry under the top-level volumes."
                                + " add it there, or write ./data for a file beside compose",
                        "file 6 the volume other, which no service mounts; expected one that does. remove it, or mount it");
        assertThat(found("services:\n  a: {image: x, volumes: [\"data:/data\"]}\n"))
                .hasSize(1);
        assertThat(found("services:\n  a: {image: x}\n")).isEmpty();
    }

    @Test
    void aFileIsBeneathTheBundleWhateverVariableNamesIt() throws IOException {
        file("bundle/conf/a.conf");
        assertThat(found(
                        "services:\n  a: {image: x, volumes: [\"./${DIRECTORY}/a.conf:/a\", \"/dev/log:/dev/log\"]}\n"))
                .isEmpty();
        assertThat(found("services:\n  a: {image: x, volumes: [\"./${DIRECTORY}/b.conf:/b\"]}\n"))
                .containsExactly("file 2 a mounts ./conf/b.conf, which is not there; expected a file. add it");
        file("beside.conf");
        String outside = "; expected a file beneath bundle. move it there: only that is brought to the host";
        assertThat(found("services:\n  a: {image: x, volumes: [\"../beside.conf:/b\", \"/srv/x:/x\"]}\n"))
                .containsExactly("file 2 a mounts ../beside.conf" + outside, "file 2 a mounts /srv/x" + outside);
        Files.createSymbolicLink(root.resolve("bundle/link.conf"), root.resolve("beside.conf"));
        assertThat(found("services:\n  a: {image: x, volumes: [\"./link.conf:/b\"]}\n"))
                .containsExactly("file 2 a mounts ./link.conf" + outside);
    }

    @Test
    void aSecretIsAFileBeneathSecretsThatNeedNotBeThere() {
        assertThat(
                        found(
                                "services:\n  a: {image: x, secrets: [key], volumes: [\"./secrets/key:/k\"]}\nsecrets: {key: {file: ./secrets/key}}\n"))
                .isEmpty();
        assertThat(found("services:\n  a: {image: x}\nsecrets:\n  key: {environment: KEY}\n"))
                .containsExactly("file 4 the secret key has no file; expected file: ./secrets/key."
                        + " add it: a secret is a file that cfa:sync makes on the host");
        assertThat(found("services:\n  a: {image: x}\nsecrets:\n  key: {file: ./keys/key}\n"))
                .containsExactly(
                        "file 4 the secret key is read from ./keys/key; expected a path strictly beneath secrets/, without variables."
                                + " write ./secrets/key");
    }
}
