package io.cfa.maven.host.state;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * For how long, and for which name, browsers take the edge's certificate.
 *
 * @param words    in a few words: {@code expired}, or how many days are left
 * @param problem  what is wrong; empty where browsers take it, and go on to for a while
 * @param expected what should be there instead
 */
public record CertificateValidity(String words, Optional<String> problem, String expected) {

    /** Warned is this long before the end, or a quarter of the whole time before, whichever is shorter. */
    private static final Duration SOON = Duration.ofDays(14);

    private static final int PART = 4;

    /**
     * Judges the first of a chain.
     *
     * @param name what browsers know the host by, where that is known
     */
    public static CertificateValidity of(ObservedCertificate certificate, Instant now, Optional<String> name) {
        X509Certificate own = certificate.chain().get(0);
        Instant begin = own.getNotBefore().toInstant();
        Instant end = own.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        String until = day(end);
        String days = left.toDays() + " days left";
        if (left.isNegative()) {
            return wrong("expired", "expired on " + until + ": browsers refuse it", "one that holds");
        }
        if (now.isBefore(begin)) {
            return wrong("not valid yet", "holds from " + begin + " on: browsers refuse it", "one that holds now");
        }
        if (name.isPresent() && !certificate.isFor(name.get())) {
            String names = certificate.names().isEmpty() ? "no name" : String.join(", ", certificate.names());
            return wrong(
                    "for another name",
                    "is for " + names + ": browsers refuse it",
                    "PUBLIC_HOST, which is " + name.get());
        }
        Optional<String> issuer = certificate.missingIssuer();
        if (issuer.isPresent()) {
            return wrong(
                    "without its chain",
                    "is not followed by the certificate of its issuer, " + issuer.get()
                            + ": clients that have not got that refuse it",
                    "the chain after it, as in fullchain.pem");
        }
        Optional<X509Certificate> sent =
                certificate.issuer().filter(one -> one.getNotAfter().toInstant().isBefore(now));
        if (sent.isPresent()) {
            return wrong(
                    "its issuer's has expired",
                    "is followed by the certificate of its issuer, which expired on "
                            + day(sent.get().getNotAfter().toInstant()) + ": browsers refuse both",
                    "a chain that holds");
        }
        Duration part = Duration.between(begin, end).dividedBy(PART);
        if (left.compareTo(part.compareTo(SOON) < 0 ? part : SOON) < 0) {
            return wrong(days, "expires on " + until + ", " + days, "one that holds for longer");
        }
        return new CertificateValidity(
                "at the edge; its certificate has " + days + ", until " + until
                        + (certificate.isOfItself()
                                ? ", and vouches for itself: browsers ask before they take it"
                                : ""),
                Optional.empty(),
                "");
    }

    private static String day(Instant moment) {
        return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static CertificateValidity wrong(String words, String problem, String expected) {
        return new CertificateValidity(words, Optional.of(problem), expected);
    }
}
