package io.cfa.maven.host.check;

import io.cfa.maven.host.state.ObservedCertificate;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Ingress;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.report.Finding;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Whether what the world sends to the edge travels in clear, which is advice, as a host may stand behind something else that ends TLS; and with TLS,
 * whether the edge can use its certificate, and for how long browsers do.
 */
final class TlsCheck implements HostCheck {

    private static final String SUBJECT = "tls";
    private static final String PUBLIC_HOST = "PUBLIC_HOST";
    private static final String RENEW =
            "put another there, key, certificate and chain in one file, then `docker compose kill"
                    + " -s USR2 edge` there, which loads it; see \"TLS\" in the runbook";

    /** Warned is this long before the end, or a quarter of the whole time before, whichever is shorter. */
    private static final Duration SOON = Duration.ofDays(14);

    private static final int PART = 4;

    private final ExpectedHost expected;
    private final Instant now;

    TlsCheck(ExpectedHost expected, Instant now) {
        this.expected = expected;
        this.now = now;
    }

    @Override
    public List<CheckResult> examine(ObservedState observed) {
        List<Ingress> ingress =
                FilesCheck.stack(expected, observed).value().orElse(expected.stack()).services().stream()
                        .map(Service::ingress)
                        .filter(each -> !each.ports().isEmpty())
                        .toList();
        if (ingress.isEmpty()) {
            return List.of();
        }
        return List.of(ingress.stream().allMatch(Ingress::tls) ? on(observed) : off());
    }

    private static CheckResult off() {
        return CheckResult.advice(
                SUBJECT,
                "off",
                new Finding(
                        Stack.ENV_FILE,
                        Ingress.TLS
                                + " is off: passwords and tokens travel in clear, unless something before this host ends TLS",
                        Ingress.TLS + "=file, with a certificate",
                        "see \"TLS\" in the runbook"));
    }

    private CheckResult on(ObservedState observed) {
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
                                    + Ingress.TLS + " is file",
                            "cat key.pem fullchain.pem >" + file + ", or " + Ingress.TLS + "=off"));
        }
        Optional<String> name = observed.variables().value().flatMap(env -> env.get(PUBLIC_HOST));
        return judge(place, certificate.get(), name);
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

    private CheckResult judge(String place, ObservedCertificate certificate, Optional<String> name) {
        X509Certificate own = certificate.chain().get(0);
        Instant begin = own.getNotBefore().toInstant();
        Instant end = own.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        String until = end.atZone(ZoneOffset.UTC).toLocalDate().toString();
        String words = left.toDays() + " days left";
        if (left.isNegative()) {
            return CheckResult.warning(
                    SUBJECT,
                    "expired",
                    new Finding(place, "expired on " + until + ": browsers refuse it", "one that holds", RENEW));
        }
        if (now.isBefore(begin)) {
            return CheckResult.warning(
                    SUBJECT,
                    "not valid yet",
                    new Finding(place, "holds from " + begin + " on: browsers refuse it", "one that holds now", RENEW));
        }
        if (name.isPresent() && !certificate.isFor(name.get())) {
            return CheckResult.warning(
                    SUBJECT,
                    "for another name",
                    new Finding(
                            place,
                            "is for "
                                    + (certificate.names().isEmpty()
                                            ? "no name"
                                            : String.join(", ", certificate.names()))
                                    + ": browsers refuse it",
                            PUBLIC_HOST + ", which is " + name.get(),
                            RENEW));
        }
        Duration part = Duration.between(begin, end).dividedBy(PART);
        if (left.compareTo(part.compareTo(SOON) < 0 ? part : SOON) < 0) {
            return CheckResult.warning(
                    SUBJECT,
                    words,
                    new Finding(place, "expires on " + until + ", " + words, "one that holds for longer", RENEW));
        }
        return CheckResult.passed(SUBJECT, "at the edge; its certificate has " + words + ", until " + until);
    }
}
