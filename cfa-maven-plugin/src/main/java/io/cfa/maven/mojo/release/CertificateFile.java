package io.cfa.maven.mojo.release;

import io.cfa.maven.host.RolloutException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Reads the certificate that secrets are encrypted to. */
public final class CertificateFile {

    private static final int LARGEST = 1 << 16;
    private static final String HEAD = "-----BEGIN CERTIFICATE-----";

    private CertificateFile() {}

    /**
     * Its text.
     *
     * @throws RolloutException if it is no certificate in PEM, above all if it is a key
     */
    public static String read(File file) {
        String text;
        try (InputStream in = Files.newInputStream(file.toPath())) {
            text = new String(in.readNBytes(LARGEST), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw refused(file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
        if (text.contains("PRIVATE KEY")) {
            throw refused(file, "has a private key in it, which must not come to the host");
        }
        if (!text.contains(HEAD)) {
            throw refused(file, "is no certificate in PEM");
        }
        return text.substring(text.indexOf(HEAD));
    }

    private static RolloutException refused(File file, String problem) {
        return new RolloutException(file + " " + problem + "; expected a file that begins with " + HEAD
                + ". Nothing was changed. Next: make one with `openssl req -x509 -newkey rsa:3072 -days 3650 -subj /CN=backup -keyout backup.key -out backup.pem`,"
                + " and keep the key away from the host");
    }
}
