package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.Variables;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableRulesTest {

    private static final Path ROOT = Path.of("/clone");
    private static final String ENV = "REGISTRY_IMAGE=registry.example/cfa\nTAG=dev\n";

    private final Findings findings = new Findings(ROOT);

    private List<String> found(String env, String compose) {
        Variables variables =
                Variables.read(ROOT.resolve(".env.cfa2"), env, findings).orElseThrow();
        new VariableRules(findings).check(variables, YamlNode.parse(ROOT.resolve("docker-compose.yml"), compose));
        return findings.sorted().stream()
                .map(found -> found.file().replaceFirst("docker-", "") + ":" + found.line() + " "
                        + found.finding().observed() + "; expected "
                        + found.finding().expected())
                .toList();
    }

    private List<String> line(String line) {
        return found(ENV + line + "\n", "a: ${A-} ${B-} ${HOME-} ${A_PORT-} ${B_PORT-} ${DB_PASSWORD-} ${CFA_TLS-}");
    }

    @Test
    void whatIsSetOnceUsedAndWhatItsNameSaysIsInOrder() {
        assertThat(found(ENV + "A=1\nB=${A}\nA_PORT=58081\n", "a: {b: '${B}:${A_PORT:?is missing}'}"))
                .isEmpty();
        assertThat(found(ENV + "COMPOSE_PROFILES=kafka\n", "a: ${OPTIONAL:-x}")).isEmpty();
    }

    @Test
    void whatAPlainCommandNeedsIsThere() {
        assertThat(found("", "a: ${REGISTRY_IMAGE}/a:${TAG}"))
                .containsExactly(
                        ".env.cfa2:1 no REGISTRY_IMAGE; expected REGISTRY_IMAGE=…",
                        ".env.cfa2:1 no TAG; expected TAG=…");
    }

    @Test
    void aVariableThatIsUsedIsSet() {
        assertThat(found(ENV, "a:\n  b: x $A\n  c: ${B:?no}\n  d: ${C-} $CI_REGISTRY_IMAGE"))
                .containsExactly(
                        "compose.yml:2 the variable A, which .env.cfa2 does not set; expected A=… there",
                        "compose.yml:3 the variable B, which .env.cfa2 does not set; expected B=… there");
    }

    @Test
    void aVariableThatIsSetIsUsedByTheComposeFileOrAnotherLine() {
        assertThat(found(ENV + "A=1\nB=2\n", "a: $B"))
                .containsExactly(".env.cfa2:3 A, which nothing uses; expected a variable of docker-compose.yml");
        assertThat(new VariableRulesTest().found(ENV + "A=1\nB='$A'\n", "a: $B"))
                .as("in single quotes it is no variable")
                .hasSize(1);
        assertThat(new VariableRulesTest().found(ENV + "A=1\nB=2 # $A\n", "a: $B"))
                .as("in a comment it is none")
                .hasSize(1);
    }

    @Test
    void aVariableIsSetByOneLine() {
        assertThat(line("A=1\nexport A=2"))
                .containsExactly(".env.cfa2:4 A, which line 3 sets too; expected one line for each variable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=#x | 3 a comment of A that compose takes for a part of its value; expected a space before the #, and something"
                        + " before the space",
                "A=x\t#y | 3 a comment of A that compose takes for a part of its value; expected a space before the #, and something"
                        + " before the space",
                "CFA_ENGINE=other | 3 CFA_ENGINE=other; expected compose or swarm",
                "TAG=latest | 3 TAG, which line 2 sets too; expected one line for each variable",
                "DB_PASSWORD=hunter2 | 3 DB_PASSWORD looks like a secret; expected a file under secrets/",
                "A_PORT=0 | 3 A_PORT=0; expected a number from 1 to 65535",
                "A_PORT=65536 | 3 A_PORT=65536; expected a number from 1 to 65535",
                "A_PORT=08080 | 3 A_PORT=08080; expected a number from 1 to 65535",
                "A_PORT=x | 3 A_PORT=x; expected a number from 1 to 65535",
                "CFA_TLS=maybe | 3 CFA_TLS=maybe; expected off or file or acme"
            })
    void whatALineSetsIsWhatItsNameSays(String line, String found) {
        assertThat(line(line)).contains(".env.cfa2:" + found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A_PORT=1",
                "A_PORT=65535",
                "A=x #y",
                "A=x#y",
                "CFA_ENGINE=swarm",
                "CFA_ENGINE=compose",
                "CFA_TLS=off"
            })
    void whatIsJustWithinIsInOrder(String line) {
        assertThat(line(line)).isEmpty();
    }

    @Test
    void aVariableOfEverySessionWouldWinOverTheFile() {
        assertThat(line("HOME=/x")).hasSize(1).allMatch(found -> found.startsWith(".env.cfa2:3 HOME"));
    }

    @Test
    void onePortIsOfOneVariable() {
        assertThat(line("A_PORT=58081\nB_PORT=58081"))
                .containsExactly(".env.cfa2:4 B_PORT=58081, which is A_PORT of line 3 too; expected a port of its own");
        assertThat(findings.sorted().get(0).check()).isEqualTo("port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "a/b", ".a", "-a", ""})
    void theTagIsOneThatPromoteMoves(String tag) {
        assertThat(found(ENV.replace("TAG=dev", "TAG=" + tag), "{}"))
                .contains(".env.cfa2:2 TAG=" + tag + "; expected the tag that promote moves, such as dev");
    }

    @Test
    void aTagHasAHundredAndTwentyEightCharactersAtMost() {
        assertThat(found(ENV.replace("dev", "a".repeat(128)), "{}")).isEmpty();
        assertThat(found(ENV.replace("dev", "a".repeat(129)), "{}")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Registry/CFA", "registry.example/cfa:1", "registry.example/cfa/", "a b"})
    void theRepositoryIsWhatImagesAreBeneath(String repository) {
        assertThat(found("REGISTRY_IMAGE=" + repository + "\nTAG=dev\n", "{}"))
                .contains(".env.cfa2:1 REGISTRY_IMAGE=" + repository
                        + "; expected registry[:port]/path in lower case, without a tag");
    }

    @Test
    void aRepositoryIsShorterThanAReferenceMayBe() {
        String repository = "r.example/" + "a".repeat(245);
        assertThat(found("REGISTRY_IMAGE=" + repository + "\nTAG=dev\n", "{}")).isEmpty();
        assertThat(found("REGISTRY_IMAGE=" + repository + "a\nTAG=dev\n", "{}")).hasSize(1);
    }
}
