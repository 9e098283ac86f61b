package io.cfa.maven.image.classdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.maven.image.runtime.NotMadeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalFormTest {

    private static final int HEADER = 0x3d8;
    private static final int HEAP_CHECKSUM = 0x138;
    private static final int BODY = 0x400;
    private static final NormalForm.Span FIRST = new NormalForm.Span(1_000_000, 1_010_000);
    private static final NormalForm.Span SECOND = new NormalForm.Span(1_010_000, 1_020_000);

    @TempDir
    Path temp;

    private static ByteBuffer archive() {
        ByteBuffer archive = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
        archive.putInt(0, 0xf00baba2).putInt(8, 19).putInt(12, HEADER);
        return archive.putLong(BODY, 77);
    }

    private byte[] normal(ByteBuffer first, ByteBuffer second) throws IOException, NotMadeException {
        Path one = Files.write(temp.resolve("one"), first.array());
        NormalForm.apply(one, FIRST, Files.write(temp.resolve("two"), second.array()), SECOND);
        return Files.readAllBytes(one);
    }

    @Test
    void timesAndChecksumsBecomeZeroAndNothingElseChanges() throws IOException, NotMadeException {
        ByteBuffer first = archive().putInt(4, 1).putInt(HEAP_CHECKSUM, 2).putLong(BODY + 8, 1_005_000);
        ByteBuffer second = archive().putInt(4, 3).putInt(HEAP_CHECKSUM, 4).putLong(BODY + 8, 1_015_000);
        assertThat(normal(first, second)).isEqualTo(archive().array());
    }

    @Test
    void bothDumpsHaveOneForm() throws IOException, NotMadeException {
        ByteBuffer first = archive().putInt(4, 1).putLong(BODY + 8, 1_000_000);
        ByteBuffer third = archive().putInt(4, 5).putLong(BODY + 8, 1_010_000);
        ByteBuffer second = archive().putInt(4, 3).putLong(BODY + 8, 1_020_000);
        assertThat(normal(first, second)).isEqualTo(normal(third, second));
    }

    @Test
    void aWordThatLooksLikeATimeAndIsTheSameInBothStays() throws IOException, NotMadeException {
        ByteBuffer both = archive().putLong(BODY + 8, 1_005_000);
        assertThat(normal(both, both.duplicate())).isEqualTo(both.array());
    }

    @Test
    void aWordThatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> normal(archive().putLong(BODY, 78), archive()))
                .isInstanceOf(NotMadeException.class)
                .hasMessage("two dumps differ at byte 1024, in what is no time and no checksum");
    }

    @Test
    void aTimeOfAnotherDumpIsRefused() {
        ByteBuffer first = archive().putLong(BODY + 8, 1_015_000);
        ByteBuffer second = archive().putLong(BODY + 8, 1_016_000);
        assertThatThrownBy(() -> normal(first, second)).hasMessageStartingWith("two dumps differ at byte 1032");
    }

    @Test
    void anythingElseInTheHeaderIsRefused() {
        for (int at : new int[] {8, 12, 0x1c, HEAP_CHECKSUM + 4, 0x198, 0x200}) {
            ByteBuffer second = archive();
            second.putInt(at, second.getInt(at) + 1);
            assertThatThrownBy(() -> normal(archive(), second))
                    .as("byte %d", at)
                    .isInstanceOf(NotMadeException.class);
        }
    }

    @Test
    void anArchiveOfAnotherVersionIsRefused() {
        assertThatThrownBy(() -> normal(archive().putInt(8, 20), archive().putInt(8, 20)))
                .hasMessage("the base's JVM writes archives of a version whose form is not known here");
    }

    @Test
    void dumpsOfTwoSizesAreRefused() {
        assertThatThrownBy(() -> normal(archive(), ByteBuffer.allocate(4096)))
                .hasMessage("two dumps have 2048 and 4096 bytes");
    }
}
