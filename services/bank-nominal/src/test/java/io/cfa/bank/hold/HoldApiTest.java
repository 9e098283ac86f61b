package io.cfa.bank.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class HoldApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login settlement = login("bank-nominal.hold", "operator");
    private final Login anna = login("investor");
    private final Login issuer = login("issuer");
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void annaHasAThousand() {
        put("/accounts/me", issuer.token(), "");
        String account = put("/accounts/me", anna.token(), "").json().at("/id").asString();
        put("/accounts/" + account + "/deposits/" + UUID.randomUUID(), operator.token(), "{'amount': 1000}");
    }

    @Test
    void aHoldSetsFreeMoneyAsideOnce() {
        Answer first = hold(600);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().at("/status").asString()).isEqualTo("HELD");
        assertThat(first.json().at("/payer").asString()).isEqualTo(anna.subject());
        assertThat(first.json().at("/payee").asString()).isEqualTo(issuer.subject());
        assertThat(first.json().at("/amount").asLong()).isEqualTo(600);
        assertThat(hold(600).json()).isEqualTo(first.json());
        assertThat(get("/holds/" + id, operator.token()).json()).isEqualTo(first.json());
        assertMoney(anna, 400, 600);
        assertRefused(hold(601), "id-taken");
        assertThat(events("bank-nominal.money-held")).isEqualTo(1);
    }

    @Test
    void aCaptureGivesItToThePayeeOnce() {
        hold(600);
        Answer first = command("capture");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/status").asString()).isEqualTo("CAPTURED");
        assertThat(command("capture").json()).isEqualTo(first.json());
        assertThat(hold(600).json()).as("the hold as it is now").isEqualTo(first.json());
        assertRefused(command("release"), "captured");
        assertMoney(anna, 400, 0);
        assertMoney(issuer, 600, 0);
        assertThat(events("bank-nominal.hold-captured")).isEqualTo(1);
    }

    @Test
    void aReleaseGivesItBackOnce() {
        hold(600);
        Answer first = command("release");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/status").asString()).isEqualTo("RELEASED");
        assertThat(command("release").json()).isEqualTo(first.json());
        assertRefused(command("capture"), "released");
        assertRefused(hold(600), "released");
        assertMoney(anna, 1000, 0);
        assertMoney(issuer, 0, 0);
        assertThat(events("bank-nominal.hold-released")).isEqualTo(1);
    }

    @Test
    void whatIsHeldForLongIsListedTheOldestFirst() {
        hold(600);
        assertThat(held("olderThan=3600")).doesNotContain(id.toString());
        database.sql("update hold set asked_at = now() - interval '2 hours' where id = :id")
                .param("id", id)
                .update();
        assertThat(held("olderThan=3600")).contains(id.toString());
        assertThat(held("olderThan=10800")).doesNotContain(id.toString());
        command("release");
        assertThat(held("olderThan=3600")).doesNotContain(id.toString());
        for (String wrong : new String[] {
            "olderThan=-1",
            "olderThan=x",
            "olderThan=9223372036854775807",
            "status=LOST",
            "status=",
            "status=held",
            "olderThan=",
            "olderThan=0x10"
        }) {
            assertThat(get("/holds?" + wrong, settlement.token()).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private List<String> held(String filter) {
        return everyItem("/holds?status=HELD&limit=100&" + filter, settlement.token()).stream()
                .map(hold -> hold.at("/id").asString())
                .toList();
    }

    @Test
    void aHoldThatComesAfterItsReleaseIsRefused() {
        Answer tombstone = command("release");
        assertThat(tombstone.status()).as(tombstone.body()).isEqualTo(200);
        assertThat(tombstone.json().at("/status").asString()).isEqualTo("RELEASED");
        assertThat(tombstone.json().at("/amount").asLong()).isZero();
        assertThat(command("release").json()).isEqualTo(tombstone.json());
        assertThat(get("/holds/" + id, settlement.token()).json()).isEqualTo(tombstone.json());
        assertRefused(hold(600), "released");
        assertRefused(command("capture"), "released");
        assertMoney(anna, 1000, 0);
    }

    @Test
    void moreThanIsFreeIsNotHeldAndLeavesNothingBehind() {
        assertRefused(hold(1001), "insufficient-funds");
        assertThat(get("/holds/" + id, operator.token()).status()).isEqualTo(404);
        assertThat(events("bank-nominal.money-held")).isZero();
        assertThat(hold(1000).status()).isEqualTo(201);
        assertRefused(
                put("/accounts/me/withdrawals/" + UUID.randomUUID(), anna.token(), "{'amount': 1}"),
                "insufficient-funds");
    }

    @Test
    void bothNeedAnAccountAndTheyAreTwo() {
        Login nobody = login("investor");
        assertRefused(hold(anna, nobody, 1), "no-account");
        assertRefused(hold(nobody, issuer, 1), "no-account");
        assertThat(hold(anna, anna, 1).status()).isEqualTo(422);
    }

    @Test
    void whatNeverCameIsNotCaptured() {
        assertThat(command("capture").status()).isEqualTo(404);
        assertThat(get("/holds/" + id, operator.token()).status()).isEqualTo(404);
    }

    @Test
    void eitherPocketShowsWhatMoved() {
        hold(600);
        Answer entries = get("/accounts/me/entries", anna.token());
        assertThat(entries.json().size()).as(entries.body()).isEqualTo(3);
        assertThat(entries.json().at("/0/pocket").asString()).isEqualTo("HELD");
        assertThat(entries.json().at("/0/amount").asLong()).isEqualTo(600);
        assertThat(entries.json().at("/1/pocket").asString()).isEqualTo("FREE");
        assertThat(entries.json().at("/1/amount").asLong()).isEqualTo(-600);
    }

    @Test
    void theOperatorSeesThatAllAddsUp() {
        hold(600);
        Answer totals = get("/totals", operator.token());
        assertThat(totals.status()).as(totals.body()).isEqualTo(200);
        assertThat(totals.json().at("/held").asLong()).isGreaterThanOrEqualTo(600);
        assertThat(totals.json().at("/deposits").asLong()
                        - totals.json().at("/withdrawals").asLong())
                .isEqualTo(totals.json().at("/balances").asLong()
                        + totals.json().at("/held").asLong());
        assertThat(get("/totals", anna.token()).status()).isEqualTo(403);
    }

    private Answer hold(long amount) {
        return hold(anna, issuer, amount);
    }

    private Answer hold(Login payer, Login payee, long amount) {
        return put(
                "/holds/" + id,
                settlement.token(),
                "{'payer': '%s', 'payee': '%s', 'amount': %d}".formatted(payer.subject(), payee.subject(), amount));
    }

    private Answer command(String verb) {
        return post("/holds/" + id + "/" + verb, settlement.token(), "");
    }

    private void assertMoney(Login owner, long balance, long held) {
        Answer account = get("/accounts/me", owner.token());
        assertThat(account.json().at("/balance").asLong()).as(account.body()).isEqualTo(balance);
        assertThat(account.json().at("/held").asLong()).as(account.body()).isEqualTo(held);
    }

    private static void assertRefused(Answer answer, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo(type);
    }

    private long events(String type) {
        return database.sql("select count(*) from outbox where type = :type and aggregate = :id")
                .param("type", "io.cfa." + type)
                .param("id", id.toString())
                .query(Long.class)
                .single();
    }
}
