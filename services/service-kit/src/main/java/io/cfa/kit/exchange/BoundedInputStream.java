package io.cfa.kit.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands on what another stream gives, up to a bound: what somebody else sends, or packs, has an end here. */
public abstract class BoundedInputStream extends FilterInputStream {

    private final long mostBytes;
    private long read;

    /** Of so many bytes at most. */
    protected BoundedInputStream(InputStream in, long mostBytes) {
        super(in);
        this.mostBytes = mostBytes;
    }

    /** What is thrown when there is more; an implementation may throw what its callers expect by itself. */
    protected abstract IOException tooLarge();

    /** What is thrown where it breaks off; the same. */
    protected IOException broken(IOException why) {
        return why;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int some;
        try {
            some = super.read(into, offset, length);
        } catch (IOException e) {
            throw broken(e);
        }
        read += Math.max(0, some);
        if (read > mostBytes) {
            throw tooLarge();
        }
        return some;
    }

    /** Counts what is passed over too. */
    @Override
    public long skip(long bytes) throws IOException {
        int some = read(new byte[(int) Math.max(0, Math.min(bytes, 8192))]);
        return Math.max(0, some);
    }

    /** What was counted once is not read again. */
    @Override
    public boolean markSupported() {
        return false;
    }
}
