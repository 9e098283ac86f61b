package io.cfa.maven.host.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.LocalShell;
import io.cfa.maven.remote.Result;
import io.cfa.maven.report.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsCheckTest {

    private static final String COMPOSE =
            """
            name: cfa
            services:
              identity:
                image: ${REGISTRY_IMAGE}/identity:${TAG}
                x-cfa: {edge: "${IDENTITY_PORT}"}
            secrets:
              edge_certificate: {file: ./secrets/edge_certificate}
            """;
    private static final String ENV =
            "REGISTRY_IMAGE=r/cfa\nTAG=dev\nIDENTITY_PORT=58082\nPUBLIC_HOST=cfa2.test\nCFA_TLS=file\n";

    /** Of certificate.pem, which is for cfa2.test, *.cfa2.test and 192.0.2.1, and for nothing else. */
    private static final Instant BEGIN = Instant.parse("2026-11-29T23:13:08Z");

    private static final Instant END = Instant.parse("2027-02-27T23:13:08Z");
    private static final String PLACE = "deploy@cfa2:22:/srv/cfa/secrets/edge_certificate  ";
    private static final String RENEW =
            ". Next: put another there, key, certificate and chain in one file, then `docker compose"
                    + " kill -s USR2 edge` there, which loads it at once; see \"TLS\" in the runbook";

    private final String pem;

    @TempDir
    Path temp;

    TlsCheckTest() throws IOException {
        pem = Files.readString(Path.of("src/test/resources/tls/certificate.pem"));
    }

    private static ExpectedHost expected(String compose, String env) {
        ComposeFile file = ComposeFile.parse(Path.of("docker-compose.yml"), compose);
        return new ExpectedHost(
                Stack.of(file, EnvFile.parse(Path.of(".env.cfa2"), env.lines().toList()), Map.of()),
                file,
                new ComposeProject("/srv/cfa", Map.of()),
                Optional.empty());
    }

    private static CheckResult check(String env, Result certificate, Instant now) {
        ExpectedHost expected = expected(COMPOSE, env);
        ObservedState observed = new ObservedState(
                "deploy@cfa2:22",
                expected.questions(),
                Map.of(
                        Aspect.COMPOSE_FILE, ok(COMPOSE),
                        Aspect.ENV_FILE, ok(env),
                        Aspect.CERTIFICATE, certificate));
        List<CheckResult> results = new TlsCheck(expected, now).examine(observed);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private static Result ok(String output) {
        return new Result(0, output, "");
    }

    private static String said(CheckResult result) {
        return result.level() + " " + result.observed() + "|"
                + result.finding().map(Finding::toString).orElse("");
    }

    @Test
    void aGoodCertificateIsSaidWithTheDaysThatAreLeft() {
        assertThat(said(check(ENV, ok("1 yes\n" + pem), BEGIN.plus(Duration.ofDays(10)))))
                .isEqualTo(
                        "PASSED at the edge; its certificate has 80 days left, until 2027-02-27, and vouches for itself: browsers ask before they take it|");
    }

    @Test
    void whatTheEdgeGoesOnWithIsNotTheFileThatWasPutInItsPlace() {
        String good = "1 yes\n" + pem + "edge: ";
        assertThat(check(ENV, ok(good + "READS\n"), BEGIN).level()).isEqualTo(CheckResult.Level.PASSED);
        assertThat(said(check(ENV, ok(good + "SEES_ANOTHER\n"), BEGIN)))
                .isEqualTo("WARNING the edge has another certificate|" + PLACE
                        + "is not the file that the edge sees, as it was replaced instead of written into: the edge goes on with the"
                        + " certificate before; expected one file for both. Next: `docker compose up --detach --force-recreate edge`"
                        + " there, which refuses connections for about a second; the next time write into it, as in"
                        + " `cat new.pem >/srv/cfa/secrets/edge_certificate`");
        assertThat(said(check(ENV, ok(good + "CANNOT_USE\n"), BEGIN)))
                .isEqualTo(
                        "WARNING the edge cannot use it|" + PLACE
                                + "cannot be used by the edge, which goes on with the certificate before; expected what HAProxy can load."
                                + " Next: see `cfa:logs -Dcfa.services=edge`, then write another into it; see \"TLS\" in the runbook");
    }

    @Test
    void anAddressThatACertificateHasAsANameIsNone() throws IOException {
        String named = Files.readString(Path.of("src/test/resources/tls/address-as-name.pem"));
        assertThat(check(ENV.replace("cfa2.test", "192.0.2.7"), ok("1 yes\n" + named), BEGIN.plus(Duration.ofDays(2)))
                        .observed())
                .isEqualTo("for another name");
    }

    @Test
    void whatFollowsACertificateMustHaveSignedItAndHold() throws IOException {
        String chain = Files.readString(Path.of("src/test/resources/tls/chain.pem"));
        String own = chain.substring(0, chain.lastIndexOf("-----BEGIN CERTIFICATE-----"));
        String sameName = Files.readString(Path.of("src/test/resources/tls/other-intermediate.pem"));
        Instant now = Instant.parse("2026-12-02T00:00:00Z");
        assertThat(check(ENV, ok("1 yes\n" + own + sameName), now).observed()).isEqualTo("without its chain");
        String ended = Files.readString(Path.of("src/test/resources/tls/chain-with-ended-issuer.pem"));
        assertThat(said(check(ENV, ok("1 yes\n" + ended), Instant.parse("2026-12-20T00:00:00Z"))))
                .isEqualTo("WARNING its issuer's has expired|" + PLACE
                        + "is followed by the certificate of its issuer, which expired on 2026-12-10: browsers refuse both;"
                        + " expected a chain that holds" + RENEW);
    }

    @Test
    void aClientThatHasNotLookedForADayDoesNotRun() {
        String asked = "1 unknown\n" + pem + "last: 2026-12-01T00:00:00Z asked\n";
        Instant day = Instant.parse("2026-12-02T00:00:00Z");
        assertThat(check(ACME, ok(asked), day).level()).isEqualTo(CheckResult.Level.PASSED);
        assertThat(said(check(ACME, ok(asked), day.plusSeconds(1))))
                .startsWith("WARNING at the edge; its certificate has 87 days left")
                .endsWith(
                        "|deploy@cfa2:22:/certificate of edge  nobody looked whether it is to be renewed since 2026-12-01T00:00:00Z;"
                                + " expected the service acme, which looks twice a day. Next: see `cfa:logs -Dcfa.services=acme`;"
                                + " `docker compose up --detach acme` there starts it");
    }

    @ParameterizedTest
    @CsvSource({
        "cfa2.test, PASSED",
        "CFA2.test, PASSED",
        "a.cfa2.test, PASSED",
        "192.0.2.1, PASSED",
        "a.b.cfa2.test, WARNING",
        "test, WARNING",
        "192.0.2.10, WARNING"
    })
    void itIsComparedWithTheNameThatBrowsersKnow(String name, CheckResult.Level level) {
        CheckResult result = check(ENV.replace("cfa2.test", name), ok("1 yes\n" + pem), BEGIN);
        assertThat(result.level()).isEqualTo(level);
        if (level == CheckResult.Level.WARNING) {
            assertThat(said(result))
                    .isEqualTo("WARNING for another name|" + PLACE
                            + "is for cfa2.test, *.cfa2.test, 192.0.2.1: browsers refuse it; expected PUBLIC_HOST, which is "
                            + name
                            + RENEW);
        }
    }

    @Test
    void aCertificateWithoutThatOfItsIssuerIsWarnedOf() throws IOException {
        String chain = Files.readString(Path.of("src/test/resources/tls/chain.pem"));
        Instant now = Instant.parse("2026-12-01T00:00:00Z");
        int second = chain.lastIndexOf("-----BEGIN CERTIFICATE-----");
        String own = chain.substring(0, second);
        assertThat(check(ENV, ok("1 yes\n" + chain), now).level()).isEqualTo(CheckResult.Level.PASSED);
        String missing = "WARNING without its chain|" + PLACE
                + "is not followed by the certificate of its issuer, CN=Example Intermediate: clients that have not got that refuse it;"
                + " expected the chain after it, as in fullchain.pem" + RENEW;
        assertThat(said(check(ENV, ok("1 yes\n" + own), now))).isEqualTo(missing);
        assertThat(said(check(ENV, ok("1 yes\n" + own + pem), now))).isEqualTo(missing);
    }

    @Test
    void anEndThatIsNearIsWarnedOf() {
        assertThat(check(ENV, ok("1 yes\n" + pem), END.minus(Duration.ofDays(15)))
                        .level())
                .isEqualTo(CheckResult.Level.PASSED);
        assertThat(said(check(
                        ENV, ok("1 yes\n" + pem), END.minus(Duration.ofDays(14)).plusSeconds(1))))
                .isEqualTo("WARNING 13 days left|" + PLACE
                        + "expires on 2027-02-27, 13 days left; expected one that holds for longer" + RENEW);
    }

    @Test
    void anExpiredCertificateFailsADiagnosisAndStopsNoRollout() {
        assertThat(said(check(ENV, ok("1 yes\n" + pem), END.plusSeconds(1))))
                .isEqualTo("WARNING expired|" + PLACE
                        + "expired on 2027-02-27: browsers refuse it; expected one that holds" + RENEW);
        assertThat(said(check(ENV, ok("1 yes\n" + pem), BEGIN.minusSeconds(1)))).startsWith("WARNING not valid yet|");
    }

    @Test
    void whatTheEdgeCannotUseIsRefused() {
        String expected =
                "; expected a private key without a passphrase, its certificate and the chain, in PEM, as CFA_TLS is file."
                        + " Next: cat key.pem fullchain.pem >/srv/cfa/secrets/edge_certificate, or CFA_TLS=off";
        assertThat(said(check(ENV, new Result(3, "", ""), BEGIN)))
                .isEqualTo("REFUSED no certificate|" + PLACE + "cannot be read, or is not there" + expected);
        assertThat(said(check(ENV, ok("0 no\n" + pem), BEGIN))).contains("has no private key in PEM" + expected);
        assertThat(said(check(ENV, ok("1 unknown\n"), BEGIN)))
                .contains("has no certificate in PEM that can be read" + expected);
        assertThat(said(check(ENV, ok("1 unknown\n" + pem.replace('A', '!')), BEGIN)))
                .contains("has no certificate in PEM that can be read" + expected);
        assertThat(said(check(ENV, ok("1 no\n" + pem), BEGIN)))
                .contains("its private key is not that of its first certificate, or has a passphrase" + expected);
        assertThat(check(ENV, ok("1 unknown\n" + pem), BEGIN).level()).isEqualTo(CheckResult.Level.PASSED);
    }

    private static final String ACME = ENV.replace("=file", "=acme");

    private static final String EDGE =
            """
              edge:
                image: haproxy:3.0
                x-cfa: {replace: last}
            """;

    private static final String MEND =
            ". Next: see `cfa:logs -Dcfa.services=acme`; PUBLIC_HOST must lead here, and port 80 of it to HTTP_PORT; see"
                    + " \"TLS\" in the runbook";

    @Test
    void ofAnAuthorityItIsSaidForHowLongTheCertificateHoldsAndThatItCouldNotBeRenewed() {
        assertThat(said(check(ACME, ok("1 unknown\n" + pem + "last: 2026-12-01T00:00:00Z asked\n"), BEGIN)))
                .isEqualTo(
                        "PASSED at the edge; its certificate has 90 days left, until 2027-02-27, and vouches for itself: browsers ask before they take it|");
        String failed = "last: 2026-12-01T00:00:00Z failed: dial tcp: connection refused\u001b[31m\n";
        assertThat(said(check(ACME, ok("1 unknown\n" + pem + failed), BEGIN.plus(Duration.ofDays(65)))))
                .as("the old certificate stays")
                .isEqualTo(
                        "WARNING at the edge; its certificate has 25 days left, until 2027-02-27, and vouches for itself: browsers ask before they take it|"
                                + "deploy@cfa2:22:/certificate of edge  the last attempt to get one, 2026-12-01T00:00:00Z failed:"
                                + " dial tcp: connection refused?[31m; expected one that is renewed in time" + MEND);
        assertThat(said(check(ACME, ok("1 unknown\n" + pem + failed), END.plusSeconds(1))))
                .isEqualTo(
                        "WARNING expired|deploy@cfa2:22:/certificate of edge  expired on 2027-02-27: browsers refuse it;"
                                + " expected one that holds" + MEND);
    }

    @Test
    void beforeTheFirstCertificateOfAnAuthorityARolloutGoesOn() {
        assertThat(check(ACME, new Result(1, "", "service \"edge\" is not running"), BEGIN)
                        .level())
                .isEqualTo(CheckResult.Level.ADVICE);
        assertThat(said(check(ACME, ok("0 unknown\nlast: 2026-12-01T00:00:00Z failed: 403 unauthorized\n"), BEGIN)))
                .isEqualTo(
                        "WARNING no certificate yet|deploy@cfa2:22:/certificate of edge  the last attempt to get one,"
                                + " 2026-12-01T00:00:00Z failed: 403 unauthorized; expected a certificate of the authority"
                                + MEND);
    }

    @Test
    void whatTheAuthorityGaveIsLookedAtInTheEdgeWhichReadsIt() throws IOException {
        String compose = COMPOSE.replace("secrets:\n", EDGE + "secrets:\n");
        Path certificate = Files.createDirectories(temp.resolve("certificate"));
        Files.writeString(
                certificate.resolve("edge.pem"),
                pem + "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        Files.writeString(certificate.resolve("last"), "2026-12-01T00:00:00Z asked\n");
        Files.createDirectories(temp.resolve("bin"));
        Path docker = Files.writeString(
                temp.resolve("bin/docker"),
                "#!/bin/sh\nshift 6\nscript=$1\nexec sh -c \"$script\" sh " + certificate + "/ \"$4\"\n");
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        // the repository may be ahead of the host, whose own file counts
        Command question = new ExpectedHost(
                        expected(compose, ENV).stack(),
                        expected(compose, ENV).compose(),
                        new ComposeProject(temp.toString(), Map.of()),
                        Optional.empty())
                .questions()
                .commands()
                .get(Aspect.CERTIFICATE);
        assertThat(question.line()).contains(" docker compose exec -T edge sh -c ");
        LocalShell shell = new LocalShell(temp.resolve("bin"));
        Files.writeString(temp.resolve(".env"), "PUBLIC_HOST=cfa2.test\nCFA_TLS=file\n");
        assertThat(shell.run(question).succeeded()).as("no file").isFalse();
        Files.writeString(temp.resolve(".env"), "PUBLIC_HOST=cfa2.test\nCFA_TLS='acme'\n");
        Result answer = shell.run(question);
        assertThat(answer.output()).isEqualTo("1 unknown\n" + pem + "last: 2026-12-01T00:00:00Z asked\n");
        assertThat(answer.output() + answer.error()).doesNotContain("c2VjcmV0");
    }

    @Test
    void theEdgeIsAskedWhetherItSeesTheFileThatTheHostHas() throws IOException {
        String compose = COMPOSE.replace("secrets:\n", EDGE + "secrets:\n");
        Path secret = Files.createDirectories(temp.resolve("secrets")).resolve("edge_certificate");
        Files.writeString(secret, pem);
        Path seen = Files.writeString(temp.resolve("seen"), pem);
        Path unusable = temp.resolve("unusable");
        LocalShell shell = new LocalShell(temp.resolve("bin"))
                .program(
                        "docker",
                        "shift 6; exec sh -c \"$(printf %s \"$1\" | sed 's|/run/secrets/edge_certificate|" + seen
                                + "|; s|/tmp/unusable|" + unusable + "|')\" \"$2\" \"$3\" \"$4\"");
        Command question = new ExpectedHost(
                        expected(compose, ENV).stack(),
                        expected(compose, ENV).compose(),
                        new ComposeProject(temp.toString(), Map.of()),
                        Optional.empty())
                .questions()
                .commands()
                .get(Aspect.CERTIFICATE);
        assertThat(shell.run(question).output()).endsWith("edge: READS\n").contains(pem);
        Files.writeString(secret, pem + "\n");
        assertThat(shell.run(question).output()).endsWith("edge: SEES_ANOTHER\n");
        Files.writeString(unusable, "");
        assertThat(shell.run(question).output()).endsWith("edge: CANNOT_USE\n");
        Files.delete(seen);
        assertThat(shell.run(question).output()).as("no edge runs").doesNotContain("edge: ");
    }

    @Test
    void withoutTlsItIsSaidThatPasswordsTravelInClearWhichStopsNothing() {
        assertThat(said(check(ENV.replace("=file", "=off"), ok(""), BEGIN)))
                .isEqualTo(
                        "ADVICE off|.env.cfa2  CFA_TLS is off: passwords and tokens travel in clear, unless something before this"
                                + " host ends TLS; expected CFA_TLS=file, with a certificate, or =acme. Next: see \"TLS\" in the runbook");
    }

    @Test
    void ofAKeyNothingLeavesTheHost() throws IOException {
        Path secrets = Files.createDirectories(temp.resolve("secrets"));
        Files.writeString(
                secrets.resolve("edge_certificate"),
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n" + pem);
        ExpectedHost expected = new ExpectedHost(
                expected(COMPOSE, ENV).stack(),
                expected(COMPOSE, ENV).compose(),
                new ComposeProject(temp.toString(), Map.of()),
                Optional.empty());
        Files.createDirectories(temp.resolve("bin"));
        Result answer = new LocalShell(temp.resolve("bin"))
                .run(expected.questions().commands().get(Aspect.CERTIFICATE));
        assertThat(answer.output())
                .matches("(?s)1 (no|unknown)\n-----BEGIN CERTIFICATE-----.*")
                .endsWith(pem);
        assertThat(answer.output() + answer.error()).doesNotContain("c2VjcmV0");
    }
}
