package io.cfa.maven.remote.key;

import io.cfa.maven.remote.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The private keys under {@code src/test/resources/keys}, and what ssh-keygen says of them. */
public final class TestKeys {

    static final Secret PASSPHRASE = Secret.of("opensesame");

    /** Type and fingerprint, by the first word of the file's name. */
    public static final Map<String, String> EXPECTED = Map.of(
            "ed25519", "ssh-ed25519 SHA256:pGmZXHM/9jqv4HLaS0zuqGUTz0T+oh8snfp7ft35q50",
            "ecdsa256", "ecdsa-sha2-nistp256 SHA256:o5pEI4bTBwk6BYbc3yreLll4xBkqkfiLW08FHCB/NHQ",
            "ecdsa384", "ecdsa-sha2-nistp384 SHA256:1Dklez0718GdaCwlLrPSZKkFBgRExvOc952IVkCtdD8",
            "ecdsa521", "ecdsa-sha2-nistp521 SHA256:Aiw82uRWu08+BffMbrzPYfAIgoYdV80UsSc3xXqiIoI",
            "rsa", "ssh-rsa SHA256:IQX7FLSxjdCATFl56Ghvav4Qa7MsYjTjdD7TwSD8wAU");

    private TestKeys() {}

    public static List<String> names() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".pub") && !name.endsWith(".md") && !name.contains("scrypt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path file(String name) {
        return directory().resolve(name);
    }

    public static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What ssh-keygen says of a key, by its file's name. */
    static String expected(String name) {
        return EXPECTED.get(name.replaceFirst("\\..*", ""));
    }

    /** The passphrase that a file needs. */
    public static Optional<Secret> passphrase(String name) {
        return name.endsWith(".encrypted") ? Optional.of(PASSPHRASE) : Optional.empty();
    }

    /** The public key of a type. */
    public static PublicKey publicKey(String type) {
        return new PublicKey(
                Base64.getDecoder().decode(text(type + ".pub").split(" ")[1].strip()));
    }

    private static Path directory() {
        try {
            return Path.of(TestKeys.class.getResource("/keys").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
