package io.cfa.maven.backup.archive;

import java.io.InputStream;
import java.util.function.LongFunction;

/** Bytes that come in pieces, of which one at a time is held. */
final class PieceStream extends InputStream {

    private final LongFunction<byte[]> pieces;
    private byte[] piece = {};
    private int read;
    private long number;

    /** Reads pieces by their number, from 0 on; an empty one is the end. */
    PieceStream(LongFunction<byte[]> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() {
        return fill() ? piece[read++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(length, piece.length - read);
        System.arraycopy(piece, read, bytes, offset, taken);
        read += taken;
        return taken;
    }

    private boolean fill() {
        if (read == piece.length) {
            piece = pieces.apply(number);
            number++;
            read = 0;
        }
        return piece.length > 0;
    }
}
