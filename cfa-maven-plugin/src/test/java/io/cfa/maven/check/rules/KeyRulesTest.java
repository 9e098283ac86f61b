package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRulesTest {

    private static List<String> found(String text) {
        Findings findings = new Findings(Path.of("/clone"));
        new KeyRules(findings).check(YamlNode.parse(Path.of("/clone/x.yml"), text));
        return findings.sorted().stream()
                .map(found -> found.line() + " " + found.finding().observed() + "; expected "
                        + found.finding().expected() + ". " + found.finding().next())
                .toList();
    }

    @Test
    void aKeyIsATextHoweverDeep() {
        assertThat(found("a:\n  \"8080\": x\n  yes: [b, {c: d}]\n")).isEmpty();
        assertThat(found("a:\n  8080: x\n"))
                .containsExactly("2 the key 8080, which is no text; expected a text. write \"8080\"");
        assertThat(found("a:\n  - b\n  - {true: d}\n"))
                .containsExactly("3 the key true, which is no text; expected a text. write \"true\"");
        assertThat(found("\"\": x\n")).containsExactly("1 a key without a name; expected a text. give it one");
    }
}
