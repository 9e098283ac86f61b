package io.cfa.registry.extract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.io.RandomAccess;
import org.apache.pdfbox.io.RandomAccessReadView;
import org.apache.pdfbox.io.RandomAccessStreamCache;

/**
 * Where PDFBox keeps the streams of a document: each is in memory while it is written, and in one file when another begins. PDFBox's own file keeps four
 * kilobytes of each stream in memory, which is more than a page has.
 */
final class PdfScratch implements RandomAccessStreamCache {

    private final Path path;
    private final FileChannel file;
    private final Set<Buffer> inMemory = new HashSet<>();
    private long end;

    PdfScratch() throws IOException {
        this.path = Files.createTempFile("extract", ".pages");
        this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public RandomAccess createBuffer() throws IOException {
        // one that nothing is written to yet is the target of what is written to the next before it is packed
        for (Buffer each : List.copyOf(inMemory)) {
            if (each.length() > 0) {
                each.toFile();
            }
        }
        Buffer next = new Buffer();
        inMemory.add(next);
        return next;
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(path);
    }

    /** One stream: written from its beginning to its end, and read afterwards. */
    private final class Buffer implements RandomAccess {

        private ByteArrayOutputStream written = new ByteArrayOutputStream(1024);
        private byte[] loaded;
        private long offset;
        private int length;
        private int position;
        private boolean closed;

        private void toFile() throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(written.toByteArray());
            length = bytes.remaining();
            offset = end;
            end += length;
            for (long at = offset; bytes.hasRemaining(); ) {
                at += file.write(bytes, at);
            }
            written = null;
            inMemory.remove(this);
        }

        private byte[] content() throws IOException {
            if (written != null) {
                return written.toByteArray();
            }
            if (loaded == null) {
                ByteBuffer bytes = ByteBuffer.allocate(length);
                while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
                    continue;
                }
                loaded = bytes.array();
            }
            return loaded;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (written == null) {
                throw new IOException("a stream that is written to its end is not written on");
            }
            written.write(bytes, from, count);
            position += count;
        }

        @Override
        public void clear() {
            written = new ByteArrayOutputStream(1024);
            position = 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            byte[] content = content();
            int read = Math.min(count, content.length - position);
            if (read <= 0) {
                return -1;
            }
            System.arraycopy(content, position, into, from, read);
            position += read;
            if (position == content.length) {
                // it is read once, when the document is saved
                loaded = null;
            }
            return read;
        }

        @Override
        public long getPosition() {
            return position;
        }

        @Override
        public void seek(long to) {
            position = (int) to;
        }

        @Override
        public long length() {
            return written == null ? length : written.size();
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public boolean isEOF() {
            return position >= length();
        }

        @Override
        public RandomAccessReadView createView(long start, long size) throws IOException {
            throw new UnsupportedOperationException("no part of a stream is read by itself");
        }

        @Override
        public void close() {
            closed = true;
            inMemory.remove(this);
            written = null;
            loaded = null;
        }
    }
}
