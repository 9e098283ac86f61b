package io.cfa.maven.image.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.cache.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDataPolicyTest {

    @TempDir
    Path root;

    @Test
    void aListIsWhatMakesAnArchive() throws IOException {
        Path list = Files.createFile(root.resolve("kit.classlist"));
        assertThat(ClassDataPolicy.AUTO.wanted(root, "kit.classlist"))
                .contains(new ServiceModule.ClassData(list, false));
        assertThat(ClassDataPolicy.REQUIRED.wanted(root, " kit.classlist "))
                .contains(new ServiceModule.ClassData(list, true));
        assertThat(ClassDataPolicy.OFF.wanted(root, "kit.classlist")).isEmpty();
        assertThat(ClassDataPolicy.AUTO.wanted(root, null)).isEmpty();
        assertThat(ClassDataPolicy.AUTO.wanted(root, " ")).isEmpty();
    }

    @Test
    void aListThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> ClassDataPolicy.AUTO.wanted(root, "gone"))
                .isInstanceOf(ImageException.class)
                .hasMessage("the list of classes " + root.resolve("gone")
                        + ", which cfa.classList names, is not there. Next: correct its path, which is below the root of the"
                        + " clone, or set cfa.classDataArchive=off");
    }

    @Test
    void requiredWantsAList() {
        assertThatThrownBy(() -> ClassDataPolicy.REQUIRED.wanted(root, null))
                .hasMessage(
                        "cfa.classDataArchive=required wants a list of classes, and cfa.classList names none. Next: set it,"
                                + " or leave cfa.classDataArchive out");
    }

    @Test
    void anotherWordIsRefused() {
        assertThatThrownBy(() -> ClassDataPolicy.of("on"))
                .hasMessage("cfa.classDataArchive is on, expected auto, required or off. Next: leave it out for auto");
    }
}
