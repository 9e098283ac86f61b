package io.cfa.issuance.issue;

import static io.cfa.issuance.TestEnvironment.MINIO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.issuance.Minio;
import io.cfa.issuance.document.DecisionStore;
import io.cfa.issuance.document.MinioClient;
import io.cfa.issuance.document.UploadedDocument;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class DecisionApiTest extends IssuanceUnderTest {

    @Test
    void theDocumentIsStoredWithItsHashAndReadAgain() throws Exception {
        draftWithDecision();
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PDF));
        assertThat(get(path, issuer.token()).json().at("/decisionSha256").asString())
                .isEqualTo(sha256);
        assertThat(MINIO.documents()).contains(Path.of(id.toString(), sha256 + ".pdf"));
        for (Login reader : new Login[] {issuer, operator}) {
            HttpResponse<byte[]> document = download(reader);
            assertThat(document.body()).isEqualTo(PDF);
            assertThat(document.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(document.headers().firstValue("Content-Disposition").orElseThrow())
                    .startsWith("attachment");
        }
        assertThat(events()).containsExactly("issue-drafted", "decision-stored");
    }

    @Test
    void theSameDocumentAgainChangesNothingAndAnotherIsAConflict() throws Exception {
        draftWithDecision();
        assertThat(upload(issuer, PDF).statusCode()).isEqualTo(200);
        HttpResponse<String> other = upload(issuer, "%PDF-1.7 another decision".getBytes(UTF_8));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("urn:cfa:problem:id-taken");
        assertThat(download(issuer).body()).isEqualTo(PDF);
    }

    @Test
    void aDocumentIsItsIssuersAndTheOperatorsOnly() throws Exception {
        draft();
        assertThat(upload(login("issuer"), PDF).statusCode()).isEqualTo(404);
        assertThat(download(issuer).statusCode()).isEqualTo(404);
        upload(issuer, PDF);
        assertThat(download(login("issuer")).statusCode()).isEqualTo(404);
        assertThat(download(login("investor")).statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNoPdfIsRefused() throws Exception {
        draft();
        for (String no : new String[] {"", "%PD", "<html>%PDF-1.7</html>"}) {
            HttpResponse<String> refused = upload(issuer, no.getBytes(UTF_8));
            assertThat(refused.statusCode()).as(no).isEqualTo(422);
            assertThat(refused.body()).contains("urn:cfa:problem:not-a-pdf");
        }
        assertThat(upload(issuer, PDF, "text/plain").statusCode()).isEqualTo(415);
    }

    @Test
    void fiveMebibytesAreTakenAndNotOneByteMore() throws Exception {
        draft();
        byte[] large = Arrays.copyOf(PDF, 5 * 1024 * 1024 + 1);
        HttpResponse<String> refused = upload(issuer, large);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("urn:cfa:problem:too-large");

        byte[] largest = Arrays.copyOf(PDF, 5 * 1024 * 1024);
        assertThat(upload(issuer, largest).statusCode()).isEqualTo(201);
        assertThat(download(issuer).body()).isEqualTo(largest);
        assertThat(temporaryFiles()).isZero();
    }

    @Test
    void whoHasTheDocumentAlreadyIsToldSoAndNoFileStaysBehindWhateverIsAsked() throws Exception {
        draftWithDecision();
        String tag = download(issuer).headers().firstValue("ETag").orElseThrow();
        Map<List<String>, Integer> asked = new LinkedHashMap<>();
        asked.put(List.of("GET", "If-None-Match", tag), 304);
        asked.put(List.of("GET", "If-None-Match", "\"another\""), 200);
        asked.put(List.of("GET", "Range", "bytes=0-3"), 200);
        asked.put(List.of("HEAD", "Range", "bytes=0-3"), 200);
        asked.put(List.of("HEAD", "If-None-Match", tag), 304);
        asked.put(List.of("GET", "Accept", "text/plain"), 406);
        for (Map.Entry<List<String>, Integer> entry : asked.entrySet()) {
            List<String> words = entry.getKey();
            Answer answer = send(words.get(0), path + "/decision", issuer.token(), "", words.get(1), words.get(2));
            assertThat(answer.status()).as(words.toString()).isEqualTo(entry.getValue());
            assertThat(temporaryFiles()).as(words.toString()).isZero();
        }
    }

    @Test
    void aDocumentThatWasChangedInTheStoreIsNotGivenOut() throws Exception {
        draftWithDecision();
        String sha256 = get(path, issuer.token()).json().at("/decisionSha256").asString();
        MINIO.forge(id + "/" + sha256 + ".pdf");
        assertThat(download(issuer).statusCode()).isEqualTo(500);
    }

    /** All that is on its way shares 64 MiB. */
    @Test
    void aStoreThatAnswersWithoutAnEndFillsNoDirectory() throws Exception {
        byte[] some = new byte[8192];
        assertThatThrownBy(() -> UploadedDocument.of(target -> {
                    while (true) {
                        target.write(some);
                    }
                }))
                .hasMessage("a document of more than 5242880 bytes");
        assertThat(temporaryFiles()).isZero();
    }

    @Test
    void withoutMinioTheServiceIsNotReadyAndTakesNoDocumentAndComesBackByItself() throws Exception {
        draft();
        MINIO.stop();
        try {
            await().atMost(ofMinutes(2)).until(() -> get("/health/ready", null).status() == 503);
            assertThat(get("/health/live", null).status()).isEqualTo(200);
            assertThat(get(path, issuer.token()).status()).isEqualTo(200);
            HttpResponse<String> refused = upload(issuer, PDF);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("urn:cfa:problem:unavailable");
        } finally {
            MINIO.start();
        }
        await().atMost(ofMinutes(2)).until(() -> get("/health/ready", null).status() == 200);
        assertThat(upload(issuer, PDF).statusCode()).isEqualTo(201);
        assertThat(download(issuer).body()).isEqualTo(PDF);
    }

    @Test
    void anotherSecretThanMiniosIsNotReady() {
        assertThat(documents(Minio.SECRET_KEY).health().getStatus()).isEqualTo(Status.UP);
        assertThat(documents("another secret").health().getStatus()).isEqualTo(Status.DOWN);
    }

    private static DecisionStore documents(String secret) {
        return new DecisionStore(new MinioClient().minioOfTheStack(URI.create(MINIO.url()), Minio.ACCESS_KEY, secret));
    }

    private static long temporaryFiles() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("decision"))
                    .count();
        }
    }
}
