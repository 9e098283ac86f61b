package io.cfa.maven.mojo.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.git.Git;
import io.cfa.maven.mojo.promotion.Promotion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamesTest {

    @TempDir
    Path temp;

    private Git noClone() {
        return new Git(temp, note -> {});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://registry.example/cfa",
                "registry.example/cfa/",
                "registry.example/Cfa",
                "registry.example:x/cfa",
                "a b"
            })
    void aPlaceThatIsNoneIsNamedByItsParameter(String prefix) {
        assertThatThrownBy(() -> new ImageNames(prefix).repository("identity"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cfa.imagePrefix is \"" + prefix
                        + "\", expected REGISTRY[:PORT]/PATH in lower case, with neither https:// before it nor a slash behind it."
                        + " Next: correct it, or CI_REGISTRY_IMAGE, where it comes from unless it is given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature/x", "a b", "-a", ".a", "\u0451", "a:b", "sha256:00"})
    void aTagThatIsNoneIsNamedByItsParameter(String tag) {
        assertThatThrownBy(() -> ImageNames.tag(tag, noClone()))
                .hasMessage("cfa.revision is \"" + tag
                        + "\", which is no tag: expected letters, digits, _ . and -, at most 128, and none of the last two first."
                        + " Next: name the commit, such as 1a2b3c4d");
        assertThatThrownBy(() -> Promotion.tag(tag))
                .hasMessageStartingWith("cfa.deployTag is \"" + tag + "\", which is no tag: ")
                .hasMessageEndingWith(" Next: name the tag that the host runs, such as dev");
        assertThatThrownBy(() -> ImageNames.tag("a".repeat(129), noClone())).hasMessageContaining("which is no tag");
    }

    @Test
    void aNameIsThePlaceTheServiceAndTheTag() {
        ImageNames names = new ImageNames("registry.example:5000/cfa/backend");
        assertThat(names.repository("identity").withTag(ImageNames.tag("1a2b3c4d", noClone())))
                .hasToString("registry.example:5000/cfa/backend/identity:1a2b3c4d");
        assertThat(names.registry()).isEqualTo("registry.example:5000");
        assertThat(names.paths(List.of("identity", "registry")))
                .containsExactly("cfa/backend/identity", "cfa/backend/registry");
        assertThat(Promotion.tag(" ")).isEqualTo("dev");
    }
}
