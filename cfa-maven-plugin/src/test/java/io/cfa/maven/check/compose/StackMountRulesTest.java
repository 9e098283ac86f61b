package io.cfa.maven.check.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.ComposeService;
import io.cfa.maven.model.compose.StackExtensions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task mounts is on whichever node it runs. */
class StackMountRulesTest {

    private static final String EXPECTED = "; expected what a stack has too, as CFA_ENGINE is swarm";

    private static List<String> found(String service) {
        Findings findings = new Findings(ComposeText.ROOT);
        Variables variables = Variables.read(ComposeText.ROOT.resolve(".env.cfa2"), "SIZE=1m\n", findings)
                .orElseThrow();
        ComposeFile compose = ComposeFile.parse(
                ComposeText.ROOT.resolve("docker-compose.yml"), "services:\n  a:\n    image: x\n" + service);
        for (ComposeService each : compose.services()) {
            new StackMountRules(findings, variables.scope())
                    .check(each, StackExtensions.of(compose).of(each.name()));
        }
        return findings.sorted().stream()
                .map(found -> found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    @Test
    void aVolumeIsPinnedToItsNodeOrOfEach() {
        String volume = "    volumes: [\"data:/data\"]\n";
        assertThat(found(volume)).containsExactly("the volume data of a, which is on one node only" + EXPECTED);
        assertThat(found(volume + "    x-cfa: {pin: disk}\n")).isEmpty();
        assertThat(found(volume + "    x-cfa: {nodes: each}\n")).isEmpty();
        assertThat(found(volume + "    x-cfa: {pin: disk, replicas: 1}\n")).isEmpty();
        assertThat(found(volume + "    x-cfa: {pin: disk, replicas: 2}\n"))
                .containsExactly("the volume data of a, into which 2 replicas would write" + EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"./conf:/conf:ro\"",
                "\"./conf:/conf:z,ro\"",
                "\"./conf:/conf:ro,z\"",
                "{type: bind, source: ./conf, target: /conf, read_only: true}",
                "\"/dev/log:/dev/log\"",
                "\"/nameless\"",
                "{type: tmpfs, target: /t}"
            })
    void whatIsOnlyReadOrOfTheNodeItselfIsThere(String mount) {
        assertThat(found("    volumes: [" + mount + "]\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"./conf:/conf\"",
                "\"./conf:/conf:rw\"",
                "{type: bind, source: ./conf, target: /conf}",
                "{type: bind, source: ./conf, target: /conf, read_only: false}"
            })
    void aFileThatMayBeWrittenIsAnotherOnEachNode(String mount) {
        assertThat(found("    volumes: [" + mount + "]\n"))
                .containsExactly("./conf of a, which may be written" + EXPECTED);
    }

    @Test
    void whatIsNotInTheBundleNoNodeHas() {
        assertThat(found("    volumes: [\"/srv/x:/x:ro\"]\n"))
                .containsExactly("/srv/x of a, which each node would have its own of" + EXPECTED);
        assertThat(found("    volumes: [{type: npipe, source: x, target: /x}]\n"))
                .containsExactly("a mount of type npipe of a" + EXPECTED);
    }

    @Test
    void ofATmpfsAStackHasWordsForSizeAndMode() {
        assertThat(found("    tmpfs: [/t, \"/u:size=${SIZE},mode=1777\", \"/v:rw,nosuid,nodev\"]\n"))
                .isEmpty();
        assertThat(found("    tmpfs: \"/t:size=1m\"\n")).isEmpty();
        assertThat(found("    tmpfs: [/t, \"/u:uid=1000\"]\n")).containsExactly("tmpfs /u:uid=1000 of a" + EXPECTED);
    }
}
