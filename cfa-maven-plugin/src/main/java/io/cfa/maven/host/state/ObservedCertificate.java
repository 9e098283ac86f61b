package io.cfa.maven.host.state;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.TlsMode;
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
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the file of the edge's certificate has: its certificates, and of its private key only that it is there and fits. The key stays on the host.
 *
 * @param keys  how many private keys there are
 * @param fit   whether the key is that of the first certificate: {@code yes}, {@code no}, or {@code unknown} where the host has no openssl
 * @param chain the certificates in the file's order, the server's own first; empty where there is none, or one cannot be read
 * @param last  what came of asking the authority last, with the time, where an ACME client does; else empty
 */
public record ObservedCertificate(int keys, String fit, List<X509Certificate> chain, String last) {

    /** The secret of the compose file that the edge reads. */
    public static final String SECRET = "edge_certificate";

    /** Where the edge has that of the ACME client; see the compose file. */
    private static final String IN_THE_EDGE = "/certificate/";

    private static final String LAST = "last: ";
    private static final int LONGEST = 400;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

    /** Where the certificate of the issuer is to be had, which public authorities say. Source: RFC 5280, 4.2.2.1. */
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

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

    /** The same of what the ACME client has got, which the edge sees; and what the client said last. */
    private static final String OF_ACME = "if [ -r \"$1edge.pem\" ]; then"
            + " echo \"$(grep -c '^-----BEGIN .*PRIVATE KEY-----' \"$1edge.pem\") unknown\";"
            + " sed -n '/^-----BEGIN CERTIFICATE-----/,/^-----END CERTIFICATE-----/p' \"$1edge.pem\" | head -c 65536; else echo '0 unknown'; fi;"
            + " [ ! -r \"$1last\" ] || { printf 'last: '; head -n 1 \"$1last\" | cut -c -400; }";

    /** The second where the host's env file says so. */
    private static final String BY_MODE = "if grep -Eqs '^(export )?" + TlsMode.VARIABLE
            + "[=:] *[\"'\\'']?acme' .env; then shift 2;" + " exec \"$@\"; else exec sh -c \"$1\" sh \"$2\"; fi";

    /** Copies. */
    public ObservedCertificate {
        chain = List.copyOf(chain);
    }

    /** What asks for it, in the way that the host's own env file says; nothing where the compose file has no such secret. */
    static Optional<Command> question(Stack stack, ComposeFile compose, ComposeProject project) {
        Optional<String> edge = stack.services().stream()
                .filter(Service::isEdge)
                .map(Service::name)
                .findFirst();
        return file(compose, project.directory()).map(file -> edge.map(name -> byMode(project, name, file))
                .orElseGet(() -> Command.of("sh", "-c", SCRIPT, "sh", file)));
    }

    private static Command byMode(ComposeProject project, String edge, String file) {
        Command inside = project.inside(edge, "sh", "-c", OF_ACME, "sh", IN_THE_EDGE);
        Command command = Command.of("sh", "-c", BY_MODE, "sh", SCRIPT, file)
                .with(inside.argv().toArray(String[]::new))
                .in(project.directory())
                .within(inside.timeout());
        for (Map.Entry<String, String> variable : inside.environment().entrySet()) {
            command = command.env(variable.getKey(), variable.getValue());
        }
        return command;
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
        String rest = parts.length < 2 ? "" : parts[1];
        return Optional.of(new ObservedCertificate(
                Integer.parseInt(words[0]),
                words[1],
                certificates(rest),
                rest.lines()
                        .filter(line -> line.startsWith(LAST))
                        .findFirst()
                        .map(line -> printable(line.substring(LAST.length())))
                        .orElse("")));
    }

    private static String printable(String said) {
        String text = said.replaceAll("[^ -~]", "?");
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static List<X509Certificate> certificates(String text) {
        String pem = PEM.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
        if (pem.isEmpty()) {
            return List.of();
        }
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

    /**
     * The issuer of the server's own certificate where that one's does not come next, which many clients cannot find by themselves. An authority that does not
     * say where else its certificate is may be a root, which nobody sends. Source: RFC 8446, 4.4.2.
     */
    public Optional<String> missingIssuer() {
        X509Certificate own = chain.get(0);
        boolean isThere = chain.size() > 1
                ? chain.get(1).getSubjectX500Principal().equals(own.getIssuerX500Principal())
                : own.getIssuerX500Principal().equals(own.getSubjectX500Principal())
                        || own.getExtensionValue(AUTHORITY_INFORMATION_ACCESS) == null;
        return isThere
                ? Optional.empty()
                : Optional.of(printable(own.getIssuerX500Principal().getName()));
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
