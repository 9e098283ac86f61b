package io.cfa.maven.host.check;

import io.cfa.maven.host.state.CertificateValidity;
import io.cfa.maven.host.state.ObservedCertificate;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.TlsMode;
import io.cfa.maven.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Whether what the world sends to the edge travels in clear, which is advice, as a host may stand behind something else that ends TLS; and with TLS,
 * whether the edge can use its certificate, and for how long browsers do.
 */
final class TlsCheck implements HostCheck {

    private static final String SUBJECT = "tls";
    private static final String FAILED = " failed: ";
    private static final Duration LOOKS = Duration.ofDays(1);
    private static final String MEND_ACME =
            "see `cfa:logs -Dcfa.services=acme`; PUBLIC_HOST must lead here, and port 80 of it to HTTP_PORT; see \"TLS\" in the runbook";

    private static final String RENEW =
            "put another there, key, certificate and chain in one file, then `docker compose kill"
                    + " -s USR2 edge` there, which loads it at once; see \"TLS\" in the runbook";

    private final ExpectedHost expected;
    private final Instant now;

    TlsCheck(ExpectedHost expected, Instant now) {
        this.expected = expected;
        this.now = now;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        Stack stack = FilesCheck.stack(expected, observed).value().orElse(expected.stack());
        return stack
                .tls()
                .map(mode -> switch (mode) {
                    case OFF -> off();
                    case FILE -> file(observed);
                    case ACME -> acme(observed);
                })
                .stream()
                .toList();
    }

    private static CheckResult off() {
        return CheckResult.advice(
                SUBJECT,
                "off",
                new Finding(
                        Stack.ENV_FILE,
                        TlsMode.VARIABLE
                                + " is off: passwords and tokens travel in clear, unless something before this host ends TLS",
                        TlsMode.VARIABLE + "=file, with a certificate, or =acme",
                        "see \"TLS\" in the runbook"));
    }

    private CheckResult acme(ObservedState observed) {
        String place = observed.host() + ":/certificate of edge";
        Optional<ObservedCertificate> certificate = observed.certificate();
        String last = certificate.map(ObservedCertificate::last).orElse("");
        boolean failed = last.contains(FAILED);
        String asked = "the last attempt to get one, " + last;
        if (certificate.filter(it -> !it.chain().isEmpty()).isEmpty()) {
            return failed
                    ? CheckResult.warning(
                            SUBJECT,
                            "no certificate yet",
                            new Finding(place, asked, "a certificate of the authority", MEND_ACME))
                    : CheckResult.advice(
                            SUBJECT,
                            "no certificate yet",
                            new Finding(
                                    place,
                                    "no certificate yet",
                                    "one of the authority, which the service acme asks for when it starts",
                                    "roll out, then look again"));
        }
        CheckResult judged = judge(place, certificate.get(), observed, MEND_ACME);
        if (judged.level() != CheckResult.Level.PASSED) {
            return judged;
        }
        if (failed) {
            return CheckResult.warning(
                    SUBJECT, judged.observed(), new Finding(place, asked, "one that is renewed in time", MEND_ACME));
        }
        return isLongAgo(last)
                ? CheckResult.warning(
                        SUBJECT,
                        judged.observed(),
                        new Finding(
                                place,
                                "nobody looked whether it is to be renewed since " + last.split(" ")[0],
                                "the service acme, which looks twice a day",
                                "see `cfa:logs -Dcfa.services=acme`; `docker compose up --detach acme` there starts it"))
                : judged;
    }

    /** Whether a client that looks twice a day has missed it, as it does not run. */
    private boolean isLongAgo(String last) {
        try {
            return Instant.parse(last.split(" ")[0]).plus(LOOKS).isBefore(now);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private CheckResult file(ObservedState observed) {
        String directory = expected.project().directory();
        String file = ObservedCertificate.file(expected.compose(), directory)
                .orElse(directory + "/secrets/" + ObservedCertificate.SECRET);
        String place = observed.host() + ":" + file;
        Optional<ObservedCertificate> certificate = observed.certificate();
        Optional<String> unusable =
                certificate.isEmpty() ? Optional.of("cannot be read, or is not there") : unusable(certificate.get());
        if (unusable.isPresent()) {
            return CheckResult.refused(
                    SUBJECT,
                    "no certificate",
                    new Finding(
                            place,
                            unusable.get(),
                            "a private key without a passphrase, its certificate and the chain, in PEM, as "
                                    + TlsMode.VARIABLE + " is file",
                            "cat key.pem fullchain.pem >" + file + ", or " + TlsMode.VARIABLE + "=off"));
        }
        return ofTheEdge(place, file, certificate.get().edge())
                .orElseGet(() -> judge(place, certificate.get(), observed, RENEW));
    }

    /** What is wrong where the edge that runs goes on with another certificate than the file has. */
    private static Optional<CheckResult> ofTheEdge(String place, String file, ObservedCertificate.Edge edge) {
        return switch (edge) {
            case UNKNOWN, READS -> Optional.empty();
            case SEES_ANOTHER ->
                Optional.of(CheckResult.warning(
                        SUBJECT,
                        "the edge has another certificate",
                        new Finding(
                                place,
                                "is not the file that the edge sees, as it was replaced instead of written into: the edge goes on"
                                        + " with the certificate before",
                                "one file for both",
                                "`docker compose up --detach --force-recreate edge` there, which refuses connections for about a"
                                        + " second; the next time write into it, as in `cat new.pem >" + file + "`")));
            case CANNOT_USE ->
                Optional.of(
                        CheckResult.warning(
                                SUBJECT,
                                "the edge cannot use it",
                                new Finding(
                                        place,
                                        "cannot be used by the edge, which goes on with the certificate before",
                                        "what HAProxy can load",
                                        "see `cfa:logs -Dcfa.services=edge`, then write another into it; see \"TLS\" in the runbook")));
        };
    }

    private CheckResult judge(String place, ObservedCertificate certificate, ObservedState observed, String next) {
        Optional<String> name = observed.variables().value().flatMap(env -> env.get("PUBLIC_HOST"));
        CertificateValidity validity = CertificateValidity.of(certificate, now, name);
        return validity.problem()
                .map(problem -> CheckResult.warning(
                        SUBJECT, validity.words(), new Finding(place, problem, validity.expected(), next)))
                .orElseGet(() -> CheckResult.passed(SUBJECT, validity.words()));
    }

    private static Optional<String> unusable(ObservedCertificate certificate) {
        if (certificate.keys() == 0) {
            return Optional.of("has no private key in PEM");
        }
        if (certificate.chain().isEmpty()) {
            return Optional.of("has no certificate in PEM that can be read");
        }
        return certificate.fit().equals("no")
                ? Optional.of("its private key is not that of its first certificate, or has a passphrase")
                : Optional.empty();
    }
}
