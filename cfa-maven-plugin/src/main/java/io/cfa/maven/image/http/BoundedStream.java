package io.cfa.maven.image.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes as many bytes as were announced, and no more. */
public final class BoundedStream extends FilterOutputStream {

    private final long size;
    private long left;

    public BoundedStream(OutputStream out, long size) {
        super(out);
        this.size = size;
        this.left = size;
    }

    @Override
    public void write(int octet) throws IOException {
        take(1);
        out.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        take(length);
        out.write(bytes, offset, length);
    }

    private void take(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new RegistryRefusalException("it sends more than the " + size + " bytes that the manifest names");
        }
    }
}
