package io.cfa.maven.image.cache;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Lets whoever writes close it, and leaves what is below open for what comes after: a trailer, or bringing the bytes to the disk. */
public final class UnclosedOutputStream extends FilterOutputStream {

    /** Writes to another. */
    public UnclosedOutputStream(OutputStream out) {
        super(out);
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
