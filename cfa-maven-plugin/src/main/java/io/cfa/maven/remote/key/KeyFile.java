package io.cfa.maven.remote.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file of a key shows of it without a passphrase. */
public final class KeyFile {

    private static final int LONGEST = 1 << 16;
    private static final Pattern PUBLIC =
            Pattern.compile("\\s*((?:ssh|ecdsa|sk)-[a-z0-9@.-]+)\\s+(AAAA[A-Za-z0-9+/]+={0,2})");
    private static final Pattern OPENSSH =
            Pattern.compile("-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    private KeyFile() {}

    /** Whether it holds a public key alone, as {@code id_ed25519.pub}. */
    public static boolean isPublic(Path file) {
        return PUBLIC.matcher(text(file)).lookingAt();
    }

    /** The public key: that in the file, or in the file {@code .pub} beside it. */
    public static Optional<PublicKey> publicPart(Path file) {
        String text = text(file);
        Matcher openssh = OPENSSH.matcher(text);
        Optional<PublicKey> inside =
                openssh.find() ? bytes(openssh.group(1)).flatMap(OpenSshKeyFile::publicPart) : publicKey(text);
        return inside.or(() -> publicKey(text(Path.of(file + ".pub"))));
    }

    private static Optional<PublicKey> publicKey(String text) {
        Matcher matcher = PUBLIC.matcher(text);
        return matcher.lookingAt() ? bytes(matcher.group(2)).map(PublicKey::new) : Optional.empty();
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
