package io.cfa.issuance.issue;

import static io.cfa.issuance.TestEnvironment.BANK;
import static io.cfa.issuance.TestEnvironment.COMPLIANCE;
import static io.cfa.issuance.TestEnvironment.REGISTRY;
import static io.cfa.issuance.TestEnvironment.SETTLEMENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import io.cfa.contract.StubService.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One issue, and how it comes as far as a test needs it. */
abstract class IssuanceUnderTest extends RunningService {

    static final String DRAFT = "{'name': 'Receivables 2026/1', 'units': 1000, 'unitPrice': 150000}";
    static final byte[] PDF = "%PDF-1.7 the decision".getBytes(UTF_8);

    final Login issuer = login("issuer");
    final Login operator = login("operator");
    final UUID id = UUID.randomUUID();
    final String path = "/issues/" + id;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    JdbcClient database;

    @BeforeEach
    void theIssuerHasAnAccount() {
        BANK.answers(request -> accountOf(issuer.subject()));
    }

    static Reply accountOf(String owner) {
        return new Reply(200, "[{'id': '%s', 'owner': '%s'}]".formatted(UUID.randomUUID(), owner));
    }

    @AfterEach
    void allOthersAreAway() {
        for (var peer : List.of(COMPLIANCE, REGISTRY, SETTLEMENT, BANK)) {
            peer.answers(request -> new Reply(503, ""));
        }
    }

    final void draft() {
        Answer drafted = put(path, issuer.token(), DRAFT);
        assertThat(drafted.status()).as(drafted.body()).isEqualTo(201);
    }

    final void draftWithDecision() throws Exception {
        draft();
        assertThat(upload(issuer, PDF).statusCode()).isEqualTo(201);
    }

    final void approved() throws Exception {
        draftWithDecision();
        COMPLIANCE.answers(request -> new Reply(200, "{'result': 'APPROVED'}"));
        Answer approved = post(path + "/approval", operator.token(), "");
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
    }

    final HttpResponse<String> upload(Login who, byte[] document) throws IOException, InterruptedException {
        return upload(who, document, "application/pdf");
    }

    final HttpResponse<String> upload(Login who, byte[] document, String type)
            throws IOException, InterruptedException {
        return http.send(
                decision(who)
                        .PUT(BodyPublishers.ofByteArray(document))
                        .header("Content-Type", type)
                        .build(),
                BodyHandlers.ofString());
    }

    final HttpResponse<byte[]> download(Login who) throws IOException, InterruptedException {
        return http.send(decision(who).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder decision(Login who) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + "/decision"))
                .header("Authorization", "Bearer " + who.token());
    }

    final String status() {
        return get(path, operator.token()).json().at("/status").asString();
    }

    final List<String> events() {
        return database.sql(
                        "select replace(type, 'io.cfa.issuance.', '') from outbox where aggregate = :id order by sequence")
                .param("id", id.toString())
                .query(String.class)
                .list();
    }
}
