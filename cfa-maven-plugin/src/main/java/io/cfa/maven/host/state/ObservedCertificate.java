package io.cfa.maven.host.state;

import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Result;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the file of the edge's certificate has: its certificates, and of its private key only that it is there and fits. The key stays on the host.
 *
 * @param keys  how many private keys there are
 * @param fit   whether the key is that of the first certificate: {@code yes}, {@code no}, or {@code unknown} where the host has no openssl
 * @param chain the certificates in the file's order, the server's own first; empty where there is none, or one cannot be read
 */
public record ObservedCertificate(int keys, String fit, List<X509Certificate> chain) {

    /** The secret of the compose file that the edge reads. */
    public static final String SECRET = "edge_certificate";

    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    /**
     * Prints the number of private keys and whether the first fits, then the certificates; ends with 3 where the file cannot be read. Of what lies
     * between the lines of a key nothing is printed.
     */
    private static final String SCRIPT = "[ -r \"$1\" ] || exit 3;"
            + " keys=$(grep -c '^-----BEGIN .*PRIVATE KEY-----' \"$1\"); fit=unknown;"
            + " if command -v openssl >/dev/null; then fit=no;"
            + " public=$(timeout 5 openssl x509 -in \"$1\" -noout -pubkey 2>/dev/null)"
            + " && [ \"$public\" = \"$(timeout 5 openssl pkey -in \"$1\" -passin pass: -pubout 2>/dev/null)\" ] && fit=yes; fi;"
            + " echo \"$keys $fit\"; sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' \"$1\" | head -c 65536";

    /** Copies. */
    public ObservedCertificate {
        chain = List.copyOf(chain);
    }

    /** What asks for it; nothing where the compose file has no such secret. */
    static Optional<Command> question(ComposeFile compose, String directory) {
        return file(compose, directory).map(file -> Command.of("sh", "-c", SCRIPT, "sh", file));
    }

    /** Where it lies on the host. */
    public static Optional<String> file(ComposeFile compose, String directory) {
        return compose.secretFiles().stream()
                .filter(secret -> secret.name().equals(SECRET))
                .map(secret -> secret.in(directory))
                .findFirst();
    }

    /** Reads the answer; nothing where the file could not be read. */
    static Optional<ObservedCertificate> of(Result answer) {
        String[] parts = answer.output().split("\n", 2);
        if (!answer.succeeded() || !parts[0].matches("[0-9]{1,4} (yes|no|unknown)")) {
            return Optional.empty();
        }
        String[] words = parts[0].split(" ");
        return Optional.of(new ObservedCertificate(
                Integer.parseInt(words[0]), words[1], parts.length < 2 ? List.of() : certificates(parts[1])));
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            return List.of();
        }
    }

    /** The names and addresses that the server's own certificate is for. Source: RFC 5280, 4.2.1.6. */
    public List<String> names() {
        try {
            Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name ->
                                    name.get(0).equals(DNS_NAME) || name.get(0).equals(ADDRESS))
                            .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** Whether a browser takes it for this name or address; a star stands for one label. Source: RFC 9525, 6.3. */
    public boolean isFor(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return names().stream()
                .anyMatch(name -> name.equals(wanted)
                        || name.startsWith("*.")
                                && wanted.replaceFirst("^[^.]+", "*").equals(name));
    }
}
