package io.cfa.registry.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.RunningService;
import io.cfa.registry.asset.Ledger;
import io.cfa.registry.asset.TransferOrder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderApiTest extends RunningService {

    private static final String DOCUMENT = "ab".repeat(32);

    @Autowired
    private Ledger ledger;

    @Autowired
    private JdbcClient database;

    private final Login first = login("operator");
    private final Login second = login("operator");
    private final Login issuer = login("issuer");
    private final Login anna = login("investor");
    private final Login boris = login("investor");
    private final UUID asset = UUID.randomUUID();
    private final UUID bought = UUID.randomUUID();
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void annaHolds300() {
        ledger.create(asset, "Receivables", issuer.subject(), 1000);
        ledger.transfer(new TransferOrder(bought, asset, issuer.subject(), anna.subject(), 300));
    }

    @Test
    void nothingMovesUntilASecondOperatorApproves() {
        Answer requested = request(move("COURT_TRANSFER", 120));
        assertThat(requested.status()).as(requested.body()).isEqualTo(201);
        assertThat(units(anna)).isEqualTo(300);
        assertRefused(approve(first, DOCUMENT), 403, "four-eyes", null);
        assertThat(get("/orders?status=REQUESTED&asset=" + asset, second.token())
                        .json()
                        .at("/0/id")
                        .asString())
                .isEqualTo(id);

        Answer approved = approve(second, DOCUMENT);
        assertThat(approved.json().at("/status").asString()).as(approved.body()).isEqualTo("APPROVED");
        assertThat(approve(second, DOCUMENT).json()).isEqualTo(approved.json());
        assertThat(request(move("COURT_TRANSFER", 120)).status()).isEqualTo(200);
        assertThat(units(anna)).isEqualTo(180);
        assertThat(units(boris)).isEqualTo(120);
        assertThat(get("/chain/verify", first.token()).json().at("/valid").asBoolean())
                .isTrue();
        assertThat(events())
                .containsExactly(
                        "io.cfa.registry.order-requested",
                        "io.cfa.registry.units-transferred",
                        "io.cfa.registry.order-approved");
    }

    @Test
    void anotherDocumentThanThatOfTheRequestApprovesNothing() {
        request(move("INHERITANCE", 300));
        assertRefused(approve(second, "cd".repeat(32)), 409, "another-document", "documentSha256");
        assertThat(approve(second, "AB".repeat(32)).status()).isEqualTo(400);
        assertThat(units(anna)).isEqualTo(300);
        assertThat(post(
                                "/orders/" + id + "/rejection",
                                second.token(),
                                "{'reason': 'the document names another holder'}")
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("REJECTED");
        assertRefused(approve(second, DOCUMENT), 409, "order-rejected", null);
    }

    @Test
    void theChainVouchesForTheDocument() {
        request(move("INHERITANCE", 300));
        long entry = approve(second, DOCUMENT).json().at("/entry").asLong();
        UUID entered = database.sql("select id from entry where seq = :entry")
                .param("entry", entry)
                .query(UUID.class)
                .single();
        assertThat(entered.version()).isEqualTo(8);
        assertThat(entered)
                .isEqualTo(OrderTerms.entryOf(order(DOCUMENT)))
                .isNotEqualTo(OrderTerms.entryOf(order("cd".repeat(32))));
    }

    private AuthorityOrder order(String document) {
        return new AuthorityOrder(
                UUID.fromString(id),
                AuthorityOrder.Kind.INHERITANCE,
                asset,
                anna.subject(),
                boris.subject(),
                300L,
                null,
                null,
                document,
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void whoeverItConcernsNeitherAsksNorApproves() {
        for (Login party : List.of(anna, boris)) {
            String token = Realm.OURS.token(party.subject(), "operator");
            assertThat(put("/orders/" + id, token, move("COURT_TRANSFER", 1)).problem())
                    .isEqualTo("four-eyes");
        }
        request(move("COURT_TRANSFER", 1));
        assertThat(post(
                                "/orders/" + id + "/approval",
                                Realm.OURS.token(boris.subject(), "operator"),
                                "{'documentSha256': '%s'}".formatted(DOCUMENT))
                        .problem())
                .isEqualTo("four-eyes");
    }

    @Test
    void arrestedUnitsMoveOnlyWhereTheOrderLiftsTheArrest() {
        String arrest = UUID.randomUUID().toString();
        ask(
                arrest,
                "{'kind': 'ARREST', 'asset': '%s', 'holder': '%s', 'units': 250, %s}"
                        .formatted(asset, anna.subject(), why()));
        assertThat(approve(arrest, second, DOCUMENT).status()).isEqualTo(200);
        request(move("INHERITANCE", 51));
        assertRefused(approve(second, DOCUMENT), 409, "units-restricted", "units");
        assertThat(units(anna)).isEqualTo(300);

        String lifting = UUID.randomUUID().toString();
        ask(lifting, move("COURT_TRANSFER", 250).replace("'units'", "'restriction': '" + arrest + "', 'units'"));
        assertThat(approve(lifting, second, DOCUMENT).json().at("/status").asString())
                .isEqualTo("APPROVED");
        assertThat(units(boris)).isEqualTo(250);
        assertThat(get("/restrictions/" + arrest, first.token())
                        .json()
                        .at("/releasedBy")
                        .asString())
                .isEqualTo(second.subject());
        // what was refused before can be approved now: nothing of it was written down
        assertRefused(approve(second, DOCUMENT), 409, "insufficient-units", "units");
    }

    @Test
    void anArrestOfMoreThanIsHeldIsRefusedWithItsField() {
        ask(
                id,
                "{'kind': 'ARREST', 'asset': '%s', 'holder': '%s', 'units': 301, %s}"
                        .formatted(asset, anna.subject(), why()));
        assertRefused(approve(second, DOCUMENT), 409, "more-than-held", "units");
        assertThat(get("/restrictions/" + id, first.token()).status()).isEqualTo(404);
        assertThat(get("/orders/" + id, first.token()).json().at("/status").asString())
                .isEqualTo("REQUESTED");
    }

    @Test
    void aCorrectionReversesATransferOnceAsAnEntryOfItsOwn() {
        String correction = "{'kind': 'CORRECTION', 'transfer': '%s', %s}".formatted(bought, why());
        request(correction);
        assertThat(approve(second, DOCUMENT).json().at("/holder").asString()).isEqualTo(anna.subject());
        assertThat(units(anna)).isZero();
        assertThat(units(issuer)).isEqualTo(1000);
        String again = UUID.randomUUID().toString();
        ask(again, correction);
        assertRefused(approve(again, second, DOCUMENT), 409, "reversed", "transfer");
        assertThat(get("/transfers/" + bought, first.token()).status()).isEqualTo(200);
    }

    @Test
    void aReleaseNeedsTwoOperatorsAndAnOrderThatHasWaitedTooLongIsAskedForAnew() {
        String arrest = UUID.randomUUID().toString();
        ask(arrest, "{'kind': 'ARREST', 'asset': '%s', %s}".formatted(asset, why()));
        approve(arrest, second, DOCUMENT);
        ask(id, "{'kind': 'RELEASE', 'restriction': '%s', %s}".formatted(arrest, why()));
        database.sql("update authority_order set expires_at = now() - interval '1 second' where id = cast(:id as uuid)")
                .param("id", id)
                .update();
        assertRefused(approve(second, DOCUMENT), 409, "order-expired", null);
        String anew = UUID.randomUUID().toString();
        ask(anew, "{'kind': 'RELEASE', 'restriction': '%s', %s}".formatted(arrest, why()));
        assertThat(approve(anew, second, DOCUMENT).status()).isEqualTo(200);
        assertThat(get("/restrictions/" + arrest, first.token()).json().has("releasedAt"))
                .isTrue();
    }

    @Test
    void anOrderNamesWhatItsKindNeedsAndNothingElse() {
        assertRefused(
                request("{'kind': 'COURT_TRANSFER', 'asset': '%s', %s}".formatted(asset, why())),
                422,
                "field-missing",
                "holder");
        assertRefused(
                request("{'kind': 'RELEASE', 'restriction': '%s', 'units': 1, %s}".formatted(asset, why())),
                422,
                "field-not-taken",
                "units");
        assertRefused(
                request(move("COURT_TRANSFER", 1).replace(boris.subject(), anna.subject())),
                422,
                "same-holder",
                "heir");
        assertThat(request("{'kind': 'CORRECTION', 'transfer': '%s', %s}".formatted(asset, why()))
                        .status())
                .isEqualTo(404);
        assertThat(request("{'kind': 'ARREST', 'asset': '%s', %s}".formatted(bought, why()))
                        .status())
                .isEqualTo(404);
    }

    private String move(String kind, long units) {
        return "{'kind': '%s', 'asset': '%s', 'holder': '%s', 'heir': '%s', 'units': %d, %s}"
                .formatted(kind, asset, anna.subject(), boris.subject(), units, why());
    }

    private static String why() {
        return "'documentSha256': '%s', 'reason': 'order 17'".formatted(DOCUMENT);
    }

    private Answer request(String terms) {
        return put("/orders/" + id, first.token(), terms);
    }

    private void ask(String order, String terms) {
        Answer answer = put("/orders/" + order, first.token(), terms);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private Answer approve(Login operator, String document) {
        return approve(id, operator, document);
    }

    private Answer approve(String order, Login operator, String document) {
        return post("/orders/" + order + "/approval", operator.token(), "{'documentSha256': '%s'}".formatted(document));
    }

    private long units(Login holder) {
        return get("/assets/" + asset + "/holdings?holder=" + holder.subject(), first.token())
                .json()
                .at("/0/units")
                .asLong();
    }

    private List<String> events() {
        return database.sql("select type from outbox where aggregate = :id order by sequence offset 2")
                .param("id", asset.toString())
                .query(String.class)
                .list();
    }

    private static void assertRefused(Answer answer, int status, String problem, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        if (field != null) {
            assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
        }
    }
}
