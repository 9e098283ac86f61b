package io.cfa.maven.model.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.YamlNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "./init:/init           | bind   | ./init     | /init",
                "./init:/init:ro        | bind   | ./init     | /init",
                "/srv/a:/a              | bind   | /srv/a     | /a",
                "~/a:/a                 | bind   | ~/a        | /a",
                "c:/a:/b                | bind   | c:/a       | /b",
                "C:\\a:/b               | bind   | C:\\a      | /b",
                "\\\\host\\a:/b         | bind   | \\\\host\\a | /b",
                "data:/var/lib          | volume | data       | /var/lib",
                "data:/var/lib:ro       | volume | data       | /var/lib",
                "/var/lib               | volume | ''         | /var/lib",
                "a                      | volume | ''         | a",
                "ab                     | volume | ''         | ab",
                "a:                     | volume | ''         | a:"
            })
    void theShortForm(String text, String type, String source, String target) {
        assertThat(Mount.of(text)).isEqualTo(new Mount(type, source, target));
    }

    @ParameterizedTest
    @CsvSource({"data:/a:ro:z", "data::/a", ":/a", "data:"})
    void whatIsNoMountIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mount.of(text))
                .withMessage("\"" + text + "\" is not a mount: expected source:target, or source:target:options");
    }

    @Test
    void anEmptyOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mount.of(""))
                .withMessage("an empty mount: expected source:target");
    }

    @Test
    void theLongForm() {
        assertThat(longForm("type: bind\nsource: $A\ntarget: /b")).isEqualTo(new Mount("bind", "replaced $A", "/b"));
        assertThat(longForm("type: tmpfs\ntarget: /b")).isEqualTo(new Mount("tmpfs", "", "/b"));
        assertThatThrownBy(() -> longForm("source: a\ntarget: /b"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("compose.yml:1  has no \"type\". Next: add it");
        assertThatThrownBy(() -> longForm("type: volume"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessage("compose.yml:1  has no \"target\". Next: add it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> longForm("type: bind\ntarget: /b"))
                .withMessage("a bind mount without a source: expected the path of a file or directory");
    }

    @Test
    void whatIsABindAndWhatAVolumeWithAName() {
        assertThat(new Mount("bind", "./a", "/a").isBind()).isTrue();
        assertThat(new Mount("bind", "./a", "/a").isNamedVolume()).isFalse();
        assertThat(new Mount("volume", "a", "/a").isBind()).isFalse();
        assertThat(new Mount("volume", "a", "/a").isNamedVolume()).isTrue();
        assertThat(new Mount("volume", "", "/a").isNamedVolume()).isFalse();
    }

    private static Mount longForm(String yaml) {
        return Mount.of(
                YamlNode.parse(Path.of("compose.yml"), yaml), text -> text.startsWith("$") ? "replaced " + text : text);
    }
}
