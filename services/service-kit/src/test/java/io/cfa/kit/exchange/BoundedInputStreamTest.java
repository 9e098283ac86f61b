package io.cfa.kit.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class BoundedInputStreamTest {

    private static final class Bounded extends BoundedInputStream {

        Bounded(InputStream in, long mostBytes) {
            super(in, mostBytes);
        }

        @Override
        protected IOException tooLarge() {
            return new IOException("too large");
        }
    }

    private static Bounded of(int bytes, long mostBytes) {
        return new Bounded(new ByteArrayInputStream(new byte[bytes]), mostBytes);
    }

    @Test
    void asMuchAsTheBoundIsReadAndNotAByteMore() throws IOException {
        assertThat(of(100, 100).readAllBytes()).hasSize(100);
        assertThatThrownBy(() -> of(101, 100).readAllBytes()).hasMessage("too large");
    }

    @Test
    void bytesThatAreReadOneByOneCount() throws IOException {
        InputStream in = of(3, 2);
        assertThat(in.read()).isZero();
        assertThat(in.read()).isZero();
        assertThatThrownBy(in::read).hasMessage("too large");
        assertThat(of(0, 0).read()).isEqualTo(-1);
    }

    @Test
    void whatIsPassedOverCountsAndNothingIsReadTwice() throws IOException {
        assertThat(of(10, 100).skip(50)).isEqualTo(10);
        assertThat(of(10, 100).skip(-1)).isZero();
        assertThat(of(10, 100).skip(4)).isEqualTo(4);
        assertThat(of(0, 100).skip(4)).isZero();
        assertThatThrownBy(() -> of(9000, 100).skip(9000)).hasMessage("too large");
        assertThat(of(1, 1).markSupported()).isFalse();
    }

    @Test
    void whatBreaksOffIsSaidAsItWas() {
        InputStream broken = new Bounded(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("cut off");
                    }
                },
                1);
        assertThatThrownBy(broken::read).hasMessage("cut off");
    }
}
