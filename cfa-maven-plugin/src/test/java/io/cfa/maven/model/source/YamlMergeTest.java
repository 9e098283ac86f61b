package io.cfa.maven.model.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YamlMergeTest {

    private static final Path FILE = Path.of("pipeline.yml");

    private final YamlMerge merge = new YamlMerge();

    @Test
    void mappingsArePutTogetherKeyByKeyAndAnythingElseIsReplaced() {
        YamlNode both = merge.over(
                parse("stage: build\nscript: [a, b]\nvariables: {X: 1, Y: 2}\n"),
                parse("script: [c]\nvariables: {Y: 3, Z: 4}\ntags: [vds1]\n"));
        assertThat(both.entries())
                .extracting(entry -> entry.getKey().text())
                .containsExactly("stage", "script", "variables", "tags");
        assertThat(both.scalars().map(YamlNode::text)).containsExactly("build", "c", "1", "3", "4", "vds1");
        assertThat(both.place()).hasToString("pipeline.yml:1");
    }

    @Test
    void whatIsNoMappingOrSaysItselfWhatItIsReplacesTheOther() {
        YamlNode mapping = parse("a: 1\n");
        YamlNode list = parse("[1, 2]\n");
        YamlNode reference = parse("x: !reference {b: 2}\n").require("x");
        assertThat(merge.over(mapping, list)).isSameAs(list);
        assertThat(merge.over(list, mapping)).isSameAs(mapping);
        assertThat(merge.over(mapping, reference)).isSameAs(reference);
    }

    @Test
    void whatOneHasPutTogetherHasALimit() {
        YamlNode large = parse(
                IntStream.range(0, 1000).mapToObj(at -> "k" + at + ": 1\n").collect(Collectors.joining()));
        for (int at = 0; at < 200; at++) {
            merge.over(large, large);
        }
        YamlNode one = parse("a: 1\n");
        assertThatThrownBy(() -> merge.over(one, one)).isInstanceOfSatisfying(MalformedFileException.class, e -> {
            assertThat(e.place()).hasValueSatisfying(place -> assertThat(place).hasToString("pipeline.yml:1"));
            assertThat(e.problem()).isEqualTo("makes more than 200000 entries with what it extends");
            assertThat(e.next()).contains("extend less, or write it out");
        });
    }

    private static YamlNode parse(String text) {
        return YamlNode.parse(FILE, text);
    }
}
