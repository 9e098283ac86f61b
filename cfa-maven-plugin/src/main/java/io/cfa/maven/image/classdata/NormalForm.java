package io.cfa.maven.image.classdata;

import io.cfa.maven.image.runtime.NotMadeException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Brings a linked archive into the form that each dump of the same input has. Between two dumps only two things may differ: the times at which
 * soft references were last used, in milliseconds of the monotonic clock, and the checksums over what holds them. Each must be recognised in
 * both dumps, by where it is and by when each dump ran; they become 0. Anything else is a difference that nobody understands.
 *
 * <p>Source: JDK 25, {@code cds.h} and {@code filemap.hpp}, version {@value #VERSION} of the header. The JVM reads the checksums with
 * {@code -XX:+VerifySharedSpaces} only. A soft reference that was last used at 0 is one that was not used for long.
 */
final class NormalForm {

    private static final int MAGIC = 0xf00baba2;
    private static final int VERSION = 19;
    private static final int VERSION_AT = 8;
    private static final int HEADER_SIZE_AT = 12;
    private static final int CHECKSUM_AT = 4;

    /** Of what lies in each region: read and write, read only, bitmap, heap. */
    private static final int FIRST_REGION = 0x18;

    private static final int REGION = 0x60;
    private static final int REGIONS = 4;

    private NormalForm() {}

    /**
     * When a dump ran.
     *
     * @param from in milliseconds of the monotonic clock
     * @param to   likewise, included
     */
    record Span(long from, long to) {

        boolean has(long time) {
            return from <= time && time <= to;
        }
    }

    /** Changes the first of two dumps to the form that both have. */
    static void apply(Path first, Span firsts, Path second, Span seconds) throws IOException, NotMadeException {
        try (FileChannel one = FileChannel.open(first, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel other = FileChannel.open(second, StandardOpenOption.READ)) {
            long size = one.size();
            if (size != other.size() || size > Integer.MAX_VALUE || size % Long.BYTES != 0) {
                throw new NotMadeException("two dumps have " + size + " and " + other.size() + " bytes");
            }
            normalise(
                    one.map(FileChannel.MapMode.READ_WRITE, 0, size).order(ByteOrder.LITTLE_ENDIAN),
                    firsts,
                    other.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN),
                    seconds);
        }
    }

    private static void normalise(ByteBuffer one, Span ones, ByteBuffer other, Span others) throws NotMadeException {
        if (one.limit() < FIRST_REGION || one.getInt(0) != MAGIC || one.getInt(VERSION_AT) != VERSION) {
            throw new NotMadeException("the base's JVM writes archives of a version whose form is not known here");
        }
        int header = one.getInt(HEADER_SIZE_AT);
        for (int at = 0; at < one.limit(); at += Long.BYTES) {
            if (one.getLong(at) == other.getLong(at)) {
                continue;
            }
            if (at < header) {
                checksum(one, other, at);
                checksum(one, other, at + Integer.BYTES);
            } else if (ones.has(one.getLong(at)) && others.has(other.getLong(at))) {
                one.putLong(at, 0);
            } else {
                throw difference(at);
            }
        }
    }

    private static void checksum(ByteBuffer one, ByteBuffer other, int at) throws NotMadeException {
        if (one.getInt(at) == other.getInt(at)) {
            return;
        }
        int intoRegions = at - FIRST_REGION;
        boolean isRegions = intoRegions >= 0 && intoRegions % REGION == 0 && intoRegions / REGION < REGIONS;
        if (at != CHECKSUM_AT && !isRegions) {
            throw difference(at);
        }
        one.putInt(at, 0);
    }

    private static NotMadeException difference(int at) {
        return new NotMadeException("two dumps differ at byte " + at + ", in what is no time and no checksum");
    }
}
