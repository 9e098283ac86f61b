package io.cfa.maven.host.state;

import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.remote.Result;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
 * @param edge  what the edge that runs makes of the host's file; {@link Edge#UNKNOWN} where none runs, or it is not that file that it reads
 */
public record ObservedCertificate(int keys, String fit, List<X509Certificate> chain, String last, Edge edge) {

    /** What the edge that runs makes of the host's file. */
    public enum Edge {
        /** Nobody was asked. */
        UNKNOWN,
        /** It reads that file, and can use it. */
        READS,
        /** It sees another: the file was replaced, and a bind mount stays with the one before. */
        SEES_ANOTHER,
        /** It sees the file, cannot use it, and goes on with the one before. */
        CANNOT_USE
    }

    /** The secret of the compose file that the edge reads. */
    public static final String SECRET = "edge_certificate";

    private static final String LAST = "last: ";
    private static final String EDGE = "edge: ";
    private static final int LONGEST = 400;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

    /** Where the certificate of the issuer is to be had, which public authorities say. Source: RFC 5280, 4.2.2.1. */
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    /** Copies. */
    public ObservedCertificate {
        chain = List.copyOf(chain);
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
                said(rest, LAST),
                Arrays.stream(Edge.values())
                        .filter(edge -> edge.name().equals(said(rest, EDGE)))
                        .findFirst()
                        .orElse(Edge.UNKNOWN)));
    }

    /** The rest of the line that begins so; empty where there is none. */
    private static String said(String text, String begin) {
        return text.lines()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .map(line -> printable(line.substring(begin.length())))
                .orElse("");
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
        return names(Set.of(DNS_NAME, ADDRESS));
    }

    private List<String> names(Set<Integer> kinds) {
        try {
            Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> kinds.contains(name.get(0)))
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
                ? isIssuedBy(chain.get(1))
                : isOfItself() || own.getExtensionValue(AUTHORITY_INFORMATION_ACCESS) == null;
        return isThere
                ? Optional.empty()
                : Optional.of(printable(own.getIssuerX500Principal().getName()));
    }

    /** By its signature: an authority that was made anew has the name of the one before. */
    private boolean isIssuedBy(X509Certificate issuer) {
        try {
            chain.get(0).verify(issuer.getPublicKey());
            return issuer.getSubjectX500Principal().equals(chain.get(0).getIssuerX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether nobody vouches for the server's own certificate but itself. */
    public boolean isOfItself() {
        return isIssuedBy(chain.get(0));
    }

    /** The certificate of the issuer, as it is sent. */
    public Optional<X509Certificate> issuer() {
        return chain.stream().skip(1).findFirst();
    }

    /**
     * Whether a browser takes it for this name or address; a star stands for one label of a name. An address that stands in it as a name is none. Source:
     * RFC 9525, 6.3 and 6.5.
     */
    public boolean isFor(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        if (wanted.matches("[0-9.]+|.*:.*")) {
            return names(Set.of(ADDRESS)).contains(wanted);
        }
        return names(Set.of(DNS_NAME)).stream()
                .anyMatch(name -> name.equals(wanted)
                        || name.startsWith("*.")
                                && wanted.replaceFirst("^[^.]+", "*").equals(name));
    }
}
