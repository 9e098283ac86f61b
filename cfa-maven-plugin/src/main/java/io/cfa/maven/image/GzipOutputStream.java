package io.cfa.maven.image;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.GZIPException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * A gzip file whose bytes are the same with every JDK: the JDK's own deflate depends on the zlib that it was built with.
 *
 * <p>Jars are compressed already; deflating them again takes seconds and saves four percent, so they are only wrapped. Source: RFC 1951 and
 * RFC 1952.
 */
final class GzipOutputStream extends FilterOutputStream {

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int BUFFER = 1 << 16;

    private final OutputStream file;
    private final CRC32 checksum = new CRC32();
    private long size;

    private GzipOutputStream(OutputStream file, OutputStream body) throws IOException {
        super(body);
        this.file = file;
        file.write(HEADER);
    }

    /** Compresses as well as can be. */
    static GzipOutputStream deflated(OutputStream file) throws IOException {
        return new GzipOutputStream(file, new DeflaterOutputStream(new Unclosed(file), deflater(), BUFFER));
    }

    /** Wraps without compressing. */
    static GzipOutputStream stored(OutputStream file) throws IOException {
        return new GzipOutputStream(file, new StoredBlocks(file));
    }

    private static Deflater deflater() throws GZIPException {
        return new Deflater(9, 15, true);
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

    /** Deflate's blocks of type 0: the bytes as they are. */
    private static final class StoredBlocks extends OutputStream {

        private static final int LARGEST = 65_535;

        private final OutputStream file;
        private final byte[] block = new byte[LARGEST];
        private int filled;

        StoredBlocks(OutputStream file) {
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
                if (filled == LARGEST) {
                    writeBlock(false);
                }
                int some = Math.min(length - done, LARGEST - filled);
                System.arraycopy(bytes, offset + done, block, filled, some);
                filled += some;
                done += some;
            }
        }

        @Override
        public void close() throws IOException {
            writeBlock(true);
        }

        private void writeBlock(boolean last) throws IOException {
            file.write(last ? 1 : 0);
            file.write(filled);
            file.write(filled >>> Byte.SIZE);
            file.write(~filled);
            file.write(~filled >>> Byte.SIZE);
            file.write(block, 0, filled);
            filled = 0;
        }
    }

    /** Lets the deflater be closed, which frees it, before the trailer is written. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
