package io.cfa.maven.image.layer;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import io.cfa.maven.image.cache.UnclosedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * A gzip file whose bytes are the same with every JDK: the JDK's own deflate depends on the zlib that it was built with.
 *
 * <p>Source: RFC 1951 and RFC 1952.
 */
public final class GzipOutputStream extends FilterOutputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int BUFFER = 1 << 16;
    private static final int BEST = 9;
    private static final int USUAL = 6;
    private static final int FAST = 1;

    private final OutputStream file;
    private final CRC32 checksum = new CRC32();
    private long size;

    private GzipOutputStream(OutputStream file, OutputStream body) throws IOException {
        super(body);
        this.file = file;
        file.write(HEADER);
    }

    /** Compresses as well as can be. */
    public static GzipOutputStream deflated(OutputStream file) throws IOException {
        return new GzipOutputStream(
                file, new DeflaterOutputStream(new UnclosedOutputStream(file), deflater(BEST), BUFFER));
    }

    /** Compresses what is large: a fiftieth larger than can be, in a seventh of the time. */
    static GzipOutputStream large(OutputStream file) throws IOException {
        return new GzipOutputStream(
                file, new DeflaterOutputStream(new UnclosedOutputStream(file), deflater(USUAL), BUFFER));
    }

    /** Compresses what is not compressed already. */
    static GzipOutputStream sparing(OutputStream file) throws IOException {
        return new GzipOutputStream(file, new SparingBlocks(file));
    }

    private static Deflater deflater(int level) throws GZIPException {
        return new Deflater(level, 15, true);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        checksum.update(bytes, offset, length);
        size += length;
    }

    @Override
    public void close() throws IOException {
        out.close();
        littleEndian(checksum.getValue());
        littleEndian(size);
        file.close();
    }

    private void littleEndian(long number) throws IOException {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            file.write((int) (number >>> shift));
        }
    }

    /**
     * Blocks of one size, each as it is (deflate's type 0) or deflated, which is for the directory at the end of a jar: a fiftieth of the
     * bytes, of which little is left.
     */
    private static final class SparingBlocks extends OutputStream {

        private static final int BLOCK = 1 << 14;
        private static final int VALUES = 1 << Byte.SIZE;
        private static final int SAMPLE = 3;
        private static final int PATTERN = 14;

        private final OutputStream file;
        private final byte[] block = new byte[BLOCK];
        private final byte[] deflated = new byte[2 * BLOCK];
        private final Deflater deflater = deflater(FAST);
        private int filled;

        SparingBlocks(OutputStream file) throws IOException {
            this.file = file;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (filled == BLOCK) {
                    writeBlock();
                }
                int some = Math.min(length - done, BLOCK - filled);
                System.arraycopy(bytes, offset + done, block, filled, some);
                filled += some;
                done += some;
            }
        }

        @Override
        public void close() throws IOException {
            writeBlock();
            deflater.end();
            filled = 0;
            writeAsItIs(1);
        }

        private void writeBlock() throws IOException {
            if (isWorthIt()) {
                // up to a full flush, which ends on a byte and needs nothing of what was before
                deflater.setInput(block, 0, filled, false);
                do {
                    deflater.setOutput(deflated);
                    deflater.deflate(JZlib.Z_FULL_FLUSH);
                    file.write(deflated, 0, deflated.length - deflater.getAvailOut());
                } while (deflater.getAvailOut() == 0);
            } else {
                writeAsItIs(0);
            }
            filled = 0;
        }

        /** Whether few values make up most of it: the sum of squares is many times that of bytes without a pattern. */
        private boolean isWorthIt() {
            int[] count = new int[VALUES];
            int looked = 0;
            for (int at = 0; at < filled; at += SAMPLE) {
                count[block[at] & 0xff]++;
                looked++;
            }
            long squares = 0;
            for (int times : count) {
                squares += (long) times * times;
            }
            return squares * VALUES > (long) PATTERN * looked * looked;
        }

        private void writeAsItIs(int last) throws IOException {
            file.write(last);
            file.write(filled);
            file.write(filled >>> Byte.SIZE);
            file.write(~filled);
            file.write(~filled >>> Byte.SIZE);
            file.write(block, 0, filled);
        }
    }
}
