package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedCertificate;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.report.Finding;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** For how long, and for which name, browsers take the edge's certificate. */
final class CertificateValidity {

    private static final String PUBLIC_HOST = "PUBLIC_HOST";

    /** Warned is this long before the end, or a quarter of the whole time before, whichever is shorter. */
    private static final Duration SOON = Duration.ofDays(14);

    private static final int PART = 4;

    private final String place;
    private final ObservedCertificate certificate;
    private final String next;

    /**
     * Of a certificate with a chain.
     *
     * @param place where it lies, for findings
     * @param next  what to do where it does not hold
     */
    CertificateValidity(String place, ObservedCertificate certificate, String next) {
        this.place = place;
        this.certificate = certificate;
        this.next = next;
    }

    /** Judges it by the clock, and by the name that the host's env file tells browsers. */
    CheckResult at(Instant now, ObservedState observed) {
        Optional<String> name = observed.variables().value().flatMap(env -> env.get(PUBLIC_HOST));
        X509Certificate own = certificate.chain().get(0);
        Instant begin = own.getNotBefore().toInstant();
        Instant end = own.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        String until = end.atZone(ZoneOffset.UTC).toLocalDate().toString();
        String words = left.toDays() + " days left";
        if (left.isNegative()) {
            return CheckResult.warning(
                    TlsCheck.SUBJECT,
                    "expired",
                    new Finding(place, "expired on " + until + ": browsers refuse it", "one that holds", next));
        }
        if (now.isBefore(begin)) {
            return CheckResult.warning(
                    TlsCheck.SUBJECT,
                    "not valid yet",
                    new Finding(place, "holds from " + begin + " on: browsers refuse it", "one that holds now", next));
        }
        if (name.isPresent() && !certificate.isFor(name.get())) {
            return CheckResult.warning(
                    TlsCheck.SUBJECT,
                    "for another name",
                    new Finding(
                            place,
                            "is for "
                                    + (certificate.names().isEmpty()
                                            ? "no name"
                                            : String.join(", ", certificate.names()))
                                    + ": browsers refuse it",
                            PUBLIC_HOST + ", which is " + name.get(),
                            next));
        }
        Duration part = Duration.between(begin, end).dividedBy(PART);
        if (left.compareTo(part.compareTo(SOON) < 0 ? part : SOON) < 0) {
            return CheckResult.warning(
                    TlsCheck.SUBJECT,
                    words,
                    new Finding(place, "expires on " + until + ", " + words, "one that holds for longer", next));
        }
        return CheckResult.passed(TlsCheck.SUBJECT, "at the edge; its certificate has " + words + ", until " + until);
    }
}
