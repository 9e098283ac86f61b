package io.cfa.maven.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {

    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final AnswerStream stream = new AnswerStream("cfa-7", answer);

    @Test
    void theAnswerBeginsBehindTheMarkWhereverItIsCut() throws IOException {
        String all = "noise cfa-\ncfa-8\nend of noise, cfa-7\ncfa-7\nanswer\n";
        for (char each : all.toCharArray()) {
            stream.write(each);
        }
        assertThat(answer).hasToString("cfa-7\nanswer\n");
        assertThat(stream.noise()).isEqualTo("noise cfa-\ncfa-8\nend of noise, ");
        assertThat(stream.begun()).isTrue();
    }

    @Test
    void withoutAMarkAllIsNoise() throws IOException {
        stream.write("cfa-7 \ncfa-".getBytes(StandardCharsets.UTF_8));
        assertThat(stream.begun()).isFalse();
        assertThat(answer.size()).isZero();
        assertThat(stream.noise()).isEqualTo("cfa-7 \ncfa-");
    }

    @Test
    void ofMuchNoiseTheEndIsKept() throws IOException {
        byte[] much = "0123456789abcde\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        stream.write(much, 0, much.length);
        stream.write("cfa-7\nx".getBytes(StandardCharsets.UTF_8));
        assertThat(answer).hasToString("x");
        assertThat(stream.noise()).hasSizeBetween(16_000, 33_000).endsWith("abcde\n");
    }
}
