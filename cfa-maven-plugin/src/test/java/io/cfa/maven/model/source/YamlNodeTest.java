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

    @Test
    void aNodeKnowsWhatItIs() {
        YamlNode root = parse("a: [1, '2', \"3\"]\nb: !reference [x]\nc:\nd: |\n  text\n");
        YamlNode list = root.require("a");
        assertThat(list.isList()).isTrue();
        assertThat(list.isMapping()).isFalse();
        assertThat(list.items()).extracting(YamlNode::text).containsExactly("1", "2", "3");
        assertThat(list.items()).extracting(YamlNode::isQuoted).containsExactly(false, true, true);
        assertThat(list.isQuoted()).isFalse();
        assertThat(root.require("b").tag()).isEqualTo("!reference");
        assertThat(list.tag()).isEqualTo("tag:yaml.org,2002:seq");
        assertThat(root.require("c").isNothing()).isTrue();
        assertThat(root.require("c").entries()).isEmpty();
        assertThat(root.require("d").isNothing()).isFalse();
        assertThat(root.require("d").isQuoted()).isTrue();
        assertThat(root.isMapping()).isTrue();
        assertThat(root.isList()).isFalse();
        assertThat(root.keys()).extracting(YamlNode::text).containsExactly("a", "b", "c", "d");
        assertThat(root.get("e")).isEmpty();
        assertThat(root.require("d").place()).hasToString("docker-compose.yml:4");
    }

    @Test
    void anotherShapeIsRefusedAtItsLine() {
        YamlNode root = parse("a: 1\nb: [x]\nc:\n  d: e\nf:\n");
        assertThatThrownBy(root.require("b")::text)
                .hasMessage("docker-compose.yml:2  is a sequence, where a single value is expected");
        assertThatThrownBy(root.require("c")::items)
                .hasMessage("docker-compose.yml:4  is a mapping, where a list is expected");
        assertThatThrownBy(root.require("a")::entries)
                .hasMessage("docker-compose.yml:1  is a scalar, where a mapping is expected");
        assertThatThrownBy(root.require("f")::items)
                .hasMessage("docker-compose.yml:5  is nothing, where a list is expected");
        assertThatThrownBy(() -> root.require("g")).hasMessage("docker-compose.yml:1  has no \"g\". Next: add it");
        assertThatThrownBy(() -> root.require("b").at(() -> {
                    throw new IllegalArgumentException("is no such thing");
                }))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("docker-compose.yml:2  is no such thing");
        assertThat(root.require("b").<String>at(() -> "read")).isEqualTo("read");
    }

    @Test
    void anEmptyTextIsAnEmptyMappingAndTwoDocumentsAreTooMany() {
        YamlNode empty = parse("# nothing\n");
        assertThat(empty.isNothing()).isTrue();
        assertThat(empty.isMapping()).isFalse();
        assertThat(empty.entries()).isEmpty();
        assertThat(empty.place()).hasToString("docker-compose.yml:1");
        assertThat(empty.tag()).isEqualTo("tag:yaml.org,2002:null");
        assertThat(empty.scalars()).isEmpty();
        assertThat(empty.repeatedKeys()).isEmpty();
        assertThat(YamlNode.documents(FILE, "a: 1\n---\nb: 2\n")).hasSize(2);
        assertThatThrownBy(() -> parse("a: 1\n---\nb: 2\n"))
                .hasMessage(
                        "docker-compose.yml:3  begins another document. Next: write all into one, without a line of ---");
    }

    @Test
    void whatIsNoYamlIsRefusedAtItsLine() {
        assertThatThrownBy(() -> parse("a: 1\nb: }\n"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageMatching("docker-compose\\.yml:2  is not YAML: .+\\. Next: mend the line");
        assertThatThrownBy(() -> parse("a: \0"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageMatching("docker-compose\\.yml:1  is not YAML: .+");
    }

    @Test
    void anEscapeThatNamesNoCharacterIsRefusedNearItsLine() {
        for (String text :
                new String[] {"\\x", "\\x4", "\\u00", "\\xZZ\"", "\\UFFFFFFFF\"", "\\U00110000\"", "\\u-001\""}) {
            assertThatThrownBy(() -> YamlNode.parse(FILE, "a: b\nc: \"" + text))
                    .as(text)
                    .isInstanceOf(MalformedFileException.class)
                    .hasMessageMatching("(?s).*:[12]  is not YAML: .*")
                    .hasMessageContaining(". Next: mend ");
        }
        assertThat(YamlNode.parse(FILE, "c: \"\\x41\\U0001F600\"").require("c").text())
                .isEqualTo("A\uD83D\uDE00");
    }

    @Test
    void aValueThatSeveralAliasesStandForComesOnce() {
        YamlNode root = parse("a: &a [x, {k: y}]\nb: *a\nc: z\n");
        assertThat(root.scalars()).extracting(YamlNode::text).containsExactly("x", "y", "z");
        assertThat(parse("a: &a {k: 1, k: 2}\nb: *a\nc: [{k: 1, k: 2}]\n").repeatedKeys())
                .extracting(key -> key.place().toString())
                .containsExactly("docker-compose.yml:1", "docker-compose.yml:3");
    }

    @Test
    void aKeyThatStandsTwiceIsRefusedWhereItIsRead() {
        assertThatThrownBy(parse("a: 1\na: 2\n")::entries)
                .hasMessage("docker-compose.yml:2  \"a\" stands twice. Next: remove one");
    }

    @Test
    void fiftyDeepIsNotTooDeep() {
        assertThat(parse("[".repeat(50) + "]".repeat(50)).isList()).isTrue();
        assertThatThrownBy(() -> parse("[".repeat(51) + "]".repeat(51)))
                .hasMessage("docker-compose.yml:1  is nested more than 50 deep. Next: make it flatter");
    }

    @Test
    void anAliasCountsAsOftenAsItStandsForSomething() {
        // the list is 997 values, and so is each of its aliases; what stands beside them is six
        String list = "a: &a [" + "x, ".repeat(995) + "x]\nb: &b y\nc: [";
        assertThat(parse(list + "*a, ".repeat(199) + "*b]\n").isMapping()).isTrue();
        assertThatThrownBy(() -> parse(list + "*a, ".repeat(200) + "*b]\n"))
                .hasMessageStartingWith("docker-compose.yml:3  stands for more than 200000 values");
    }

    private static YamlNode parse(String text) {
        return YamlNode.parse(FILE, text);
    }
}
