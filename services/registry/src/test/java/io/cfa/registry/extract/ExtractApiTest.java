package io.cfa.registry.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import io.cfa.kit.Sha256;
import io.cfa.registry.asset.Ledger;
import io.cfa.registry.asset.TransferOrder;
import io.cfa.registry.chain.HashChain;
import io.cfa.registry.chain.Moments;
import java.io.IOException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class ExtractApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    @Autowired
    private Ledger ledger;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ExtractService extracts;

    private final Login operator = login("operator");
    private final Login issuer = login("issuer");
    private final Login anna = login("investor");
    private final UUID asset = UUID.randomUUID();

    @BeforeEach
    void theIssuerHoldsAThousand() {
        ledger.create(asset, "Дебиторка 2026/1", issuer.subject(), 1000);
    }

    @Test
    void theSameMomentIsTheSameBytesWhateverHasMovedSince() {
        Instant moment = transfer(issuer, anna, 300);
        String restriction = UUID.randomUUID().toString();
        put(
                "/restrictions/" + restriction,
                operator.token(),
                "{'asset': '%s', 'holder': '%s', 'kind': 'ARREST', 'units': 7, 'reason': 'order 17'}"
                        .formatted(asset, anna.subject()));
        Instant later = now();
        Answer first = extract(later);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(units(first, anna)).isEqualTo(300);
        assertThat(first.json().at("/restrictions/0/id").asString()).isEqualTo(restriction);
        assertThat(first.json().at("/assets/0/name").asString()).isEqualTo("Дебиторка 2026/1");

        transfer(anna, issuer, 100);
        post("/restrictions/" + restriction + "/release", operator.token(), "{'reason': 'order 18'}");

        assertThat(extract(later).body()).isEqualTo(first.body());
        assertThat(units(extract(moment), anna)).isEqualTo(300);
        assertThat(extract(moment).json().at("/restrictions").size()).isZero();
        assertThat(units(extract(now()), anna)).isEqualTo(200);
        assertThat(extract(now()).json().at("/restrictions").size()).isZero();
        assertThat(everyItem("/assets/" + asset + "/holdings?limit=1&at=" + later, operator.token()))
                .extracting(line -> line.at("/units").asLong())
                .containsExactlyInAnyOrder(300L, 700L);
    }

    @Test
    void whoeverHasTheKeyProvesAnExtractByItsLines() throws Exception {
        transfer(issuer, anna, 300);
        JsonNode json = extract(now()).json();
        StringBuilder lines = new StringBuilder();
        for (JsonNode one : json.at("/assets")) {
            String name = one.at("/name").asString();
            lines.append("asset\t%s\t%d\t%s\t%d\t%s\n"
                    .formatted(
                            one.at("/id").asString(),
                            one.at("/units").asLong(),
                            one.at("/issuer").asString(),
                            name.getBytes(UTF_8).length,
                            name));
        }
        for (JsonNode one : json.at("/holdings")) {
            lines.append("holding\t%s\t%d\t%s\n"
                    .formatted(
                            one.at("/asset").asString(),
                            one.at("/units").asLong(),
                            one.at("/holder").asString()));
        }
        assertThat(json.at("/digest").asString())
                .isEqualTo(Sha256.hexOf(lines.toString().getBytes(UTF_8)));
        String content = String.join(
                "\n",
                "cfa-registry-extract",
                "asset",
                asset.toString(),
                json.at("/at").asString(),
                json.at("/entries").asString(),
                json.at("/head").asString(),
                json.at("/digest").asString());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(json.at("/publicKey").asString()))));
        signature.update(content.getBytes(UTF_8));
        assertThat(signature.verify(
                        Base64.getDecoder().decode(json.at("/signature").asString())))
                .isTrue();
        assertThat(get("/chain/verify", operator.token()).json().at("/head")).isEqualTo(json.at("/head"));
    }

    @Test
    void aHolderSeesTheirOwnAndTheOperatorTheSame() {
        UUID another = UUID.randomUUID();
        ledger.create(another, "Bond", issuer.subject(), 5);
        transfer(issuer, anna, 300);
        Instant moment = now();
        Answer own = get("/holdings/me/extract?at=" + moment, anna.token());
        assertThat(own.json().at("/holdings").size()).isEqualTo(1);
        assertThat(own.json().at("/assets/0/id").asString()).isEqualTo(asset.toString());
        assertThat(get("/holders/" + anna.subject() + "/extract?at=" + moment, operator.token())
                        .body())
                .isEqualTo(own.body());
        Answer nothing =
                get("/holdings/me/extract?at=" + moment, login("investor").token());
        assertThat(nothing.json().at("/holdings").size()).isZero();
    }

    @Test
    void aMomentThatIsToComeOrBeforeTheAssetIsRefused() {
        Answer tomorrow = extract(now().plus(Duration.ofDays(1)));
        assertThat(tomorrow.status()).isEqualTo(422);
        assertThat(tomorrow.problem()).isEqualTo("moment-to-come");
        assertThat(tomorrow.json().at("/errors/0/field").asString()).isEqualTo("at");
        assertThat(extract(Instant.parse("2020-01-01T00:00:00Z")).status()).isEqualTo(404);
        assertThat(extract(Instant.parse("1969-01-01T00:00:00Z")).problem()).isEqualTo("moment-too-early");
        assertThat(get("/assets/" + asset + "/extract", operator.token()).status())
                .isEqualTo(400);
        for (String at : List.of(
                "-1000000-01-01T00:00:00Z",
                "%2B1000000-01-01T00:00:00Z",
                "2025-02-30T00:00:00Z",
                "2025-02-28",
                "1732438800",
                "")) {
            Answer odd = get("/assets/" + asset + "/extract?at=" + at, operator.token());
            assertThat(odd.status()).as(at).isEqualTo(400);
            assertThat(odd.problem()).as(at).isEqualTo("validation");
        }
        assertThat(get("/assets/" + asset + "/extract?at=yesterday", operator.token())
                        .status())
                .isEqualTo(400);
    }

    /** As the clock of a host does when it is set: what is entered afterwards has no earlier time than what is there. */
    @Test
    void aClockThatGoesBackDoesNotChangeAMomentThatWasRead() {
        Instant moment = transfer(issuer, anna, 300);
        String before = extract(moment).body();
        Clock hourAgo =
                Clock.offset(Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration()), Duration.ofHours(-1));
        Instant next = new TransactionTemplate(transactions).execute(transaction -> {
            new HashChain(database).lock();
            return new Moments(database, hourAgo).next();
        });
        assertThat(next).isAfter(moment);
        assertThat(extract(moment).body()).isEqualTo(before);
    }

    @Test
    void thePdfOfAMomentIsTheSameBytesAndSaysWhatTheJsonDoes() throws Exception {
        transfer(issuer, anna, 300);
        Instant moment = now();
        byte[] first = pdf(moment);
        transfer(anna, issuer, 1);
        assertThat(pdf(moment)).isEqualTo(first);
        try (PDDocument document = Loader.loadPDF(first)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains("Дебиторка 2026/1", anna.subject() + "   " + asset + "   300")
                    .contains(extract(moment).json().at("/digest").asString());
        }
    }

    @Test
    void aPdfOfManyPagesHasAllLinesAndTheSameBytes() throws Exception {
        database.sql("insert into holding (asset, holder, units) select :asset, 'holder ' || number, 1"
                        + " from generate_series(1, 6000) as number")
                .param("asset", asset)
                .update();
        try {
            Instant moment = now();
            byte[] first = pdf(moment);
            assertThat(pdf(moment)).isEqualTo(first);
            try (PDDocument document = Loader.loadPDF(first)) {
                assertThat(document.getNumberOfPages()).isGreaterThan(90);
                List<String> lines =
                        new PDFTextStripper().getText(document).lines().toList();
                assertThat(lines.stream().filter(line -> line.startsWith("holder ")))
                        .hasSize(6000);
                assertThat(lines).contains("holder 6000   " + asset + "   1");
            }
            Answer answer = get("/assets/" + asset + "/extract?format=PDF&at=" + moment, operator.token());
            assertThat(answer.status()).isEqualTo(200);
        } finally {
            database.sql("delete from holding where asset = :asset and holder like 'holder %'")
                    .param("asset", asset)
                    .update();
        }
    }

    private byte[] pdf(Instant moment) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (PdfExtract pdf = new PdfExtract(out)) {
            extracts.write(new ExtractSubject(ExtractSubject.Kind.ASSET, asset.toString()), moment, pdf);
        }
        return out.toByteArray();
    }

    private Answer extract(Instant moment) {
        return get("/assets/" + asset + "/extract?at=" + moment, operator.token());
    }

    private long units(Answer extract, Login holder) {
        List<JsonNode> lines = extract.json().at("/holdings").valueStream().toList();
        return lines.stream()
                .filter(line -> line.at("/holder").asString().equals(holder.subject()))
                .mapToLong(line -> line.at("/units").asLong())
                .sum();
    }

    private Instant transfer(Login from, Login to, long units) {
        return ledger.transfer(new TransferOrder(UUID.randomUUID(), asset, from.subject(), to.subject(), units))
                .resource()
                .enteredAt();
    }

    private static Instant now() {
        return Instant.now();
    }
}
