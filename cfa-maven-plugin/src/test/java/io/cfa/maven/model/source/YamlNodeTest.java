package io.cfa.maven.model.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class YamlNodeTest {

    private static final Path FILE = Path.of("docker-compose.yml");

    @Test
    void whatAMappingHasItselfWinsOverWhatItMergesAndTheFirstMergeOverTheSecond() {
        YamlNode merged = parse(
                        """
                a: &a {own: a, first: a, deep: a, late: a}
                b: &b {<<: *a, first: b, deep: b}
                c: &c {late: c, last: c}
                d: {<<: [*b, *c], own: d}
                """)
                .require("d");
        assertThat(merged.entries())
                .extracting(
                        entry -> entry.getKey().text() + "=" + entry.getValue().text())
                .containsExactlyInAnyOrder("own=d", "first=b", "deep=b", "late=a", "last=c");
    }

    @Test
    void aMergeOfItselfIsRefused() {
        assertThatThrownBy(() -> parse("a: &a\n  <<: *a\n  b: c\n"))
                .hasMessage("docker-compose.yml:2  is an alias of what it stands in. Next: write it out");
    }

    @Test
    void everyKeyThatStandsTwiceIsFound() {
        assertThat(parse("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n").repeatedKeys())
                .extracting(key -> key.text() + " " + key.place())
                .containsExactly("c docker-compose.yml:4", "a docker-compose.yml:5");
    }

    @Test
    void depthAndAliasesHaveALimitWithALine() {
        assertThatThrownBy(() -> parse("a:\n  " + "[".repeat(60)))
                .hasMessage("docker-compose.yml:2  is nested more than 50 deep. Next: make it flatter");
        assertThat(parse("a: &a [x, y, z]\nb:\n" + "  - *a\n".repeat(1000))
                        .require("b")
                        .items())
                .hasSize(1000);
        assertThatThrownBy(() -> parse("a: &a [" + "x, ".repeat(1000) + "x]\nb:\n" + "  - *a\n".repeat(300)))
                .hasMessage(
                        "docker-compose.yml:201  stands for more than 200000 values with its aliases. Next: write some of them"
                                + " out");
    }

    private static YamlNode parse(String text) {
        return YamlNode.parse(FILE, text);
    }
}
