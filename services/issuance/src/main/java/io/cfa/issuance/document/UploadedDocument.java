package io.cfa.issuance.document;

import io.cfa.kit.DomainException;
import io.cfa.kit.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.HttpStatus;

/** A document on its way, in a temporary file that goes with it: the memory of a service is less than what many documents take at once. */
public record UploadedDocument(Path file, String sha256) implements AutoCloseable {

    public static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final byte[] BEGINNING_OF_A_PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /** Something that writes a document. */
    public interface Source {
        void writeTo(OutputStream target) throws IOException;
    }

    /** A PDF as its sender sends it. */
    public static UploadedDocument pdf(InputStream body) throws IOException {
        byte[] beginning = body.readNBytes(BEGINNING_OF_A_PDF.length);
        if (!Arrays.equals(beginning, BEGINNING_OF_A_PDF)) {
            throw DomainException.unprocessable("not-a-pdf", "The document does not begin as a PDF does.");
        }
        return of(target -> {
            target.write(beginning);
            long rest = MOST_BYTES - beginning.length;
            byte[] part = new byte[8192];
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                rest -= read;
                if (rest < 0) {
                    throw new DomainException(
                            HttpStatus.CONTENT_TOO_LARGE, "too-large", "A decision has at most 5 MiB.");
                }
                target.write(part, 0, read);
            }
        });
    }

    /**
     * What comes from a source.
     *
     * @throws IOException also where it is more than {@value #MOST_BYTES} bytes: whoever keeps documents may answer with anything
     */
    public static UploadedDocument of(Source source) throws IOException {
        MessageDigest digest = Sha256.digest();
        Path file = Files.createTempFile("decision", ".pdf");
        boolean complete = false;
        try (OutputStream target = new DigestOutputStream(new Bounded(Files.newOutputStream(file)), digest)) {
            source.writeTo(target);
            complete = true;
        } finally {
            if (!complete) {
                Files.delete(file);
            }
        }
        return new UploadedDocument(file, HexFormat.of().formatHex(digest.digest()));
    }

    /** Takes so much and no more, as many documents share the directory. */
    private static final class Bounded extends FilterOutputStream {

        private long room = MOST_BYTES;

        Bounded(OutputStream file) {
            super(file);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            room -= length;
            if (room < 0) {
                throw new IOException("a document of more than %d bytes".formatted(MOST_BYTES));
            }
            out.write(some, offset, length);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
