package io.cfa.maven.remote.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One output of a command, from the mark on: what a login shell's start files print before it is noise, and kept apart.
 *
 * <p>Of the noise the last {@value #MOST_NOISE} bytes are kept.
 */
final class AnswerStream extends OutputStream {

    private static final int MOST_NOISE = 16_384;

    private final byte[] mark;
    private final OutputStream answer;
    private final byte[] noise = new byte[2 * MOST_NOISE];
    private int size;
    private boolean begun;

    AnswerStream(String mark, OutputStream answer) {
        this.mark = (mark + "\n").getBytes(StandardCharsets.UTF_8);
        this.answer = answer;
    }

    /** Whether the mark was seen, and so the command has begun. */
    synchronized boolean begun() {
        return begun;
    }

    /** What came before the mark. */
    synchronized String noise() {
        return new String(noise, 0, size, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = begun() ? offset : skipNoise(bytes, offset, offset + length);
        if (from < offset + length) {
            answer.write(bytes, from, offset + length - from);
        }
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }

    private synchronized int skipNoise(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (size == noise.length) {
                System.arraycopy(noise, size - MOST_NOISE, noise, 0, MOST_NOISE);
                size = MOST_NOISE;
            }
            noise[size++] = bytes[i];
            if (bytes[i] == '\n' && endsInMark()) {
                size -= mark.length;
                begun = true;
                return i + 1;
            }
        }
        return to;
    }

    private boolean endsInMark() {
        return size >= mark.length && Arrays.equals(noise, size - mark.length, size, mark, 0, mark.length);
    }
}
