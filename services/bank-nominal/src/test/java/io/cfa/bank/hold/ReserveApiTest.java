package io.cfa.bank.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReserveApiTest extends RunningService {

    private final Login operator = login("operator");
    private final Login settlement = login("bank-nominal.hold");
    private final Login issuer = login("issuer");
    private final Login anna = login("investor");
    private final Login boris = login("investor");
    private final UUID id = UUID.randomUUID();
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    @BeforeEach
    void theIssuerHasAThousand() {
        String account =
                put("/accounts/me", issuer.token(), "").json().at("/id").asString();
        put("/accounts/" + account + "/deposits/" + UUID.randomUUID(), operator.token(), "{'amount': 1000}");
        put("/accounts/me", anna.token(), "");
        put("/accounts/me", boris.token(), "");
    }

    @Test
    void aReserveIsPaidOutInPartsEachOnce() {
        Answer reserved = reserve(700);
        assertThat(reserved.status()).as(reserved.body()).isEqualTo(201);
        assertMoney(issuer, 300, 700);
        assertThat(pay(line(first, anna, 500)).json().at("/paid/0").asString()).isEqualTo(first.toString());
        assertThat(pay(line(first, anna, 500), line(second, boris, 150))
                        .json()
                        .at("/paid")
                        .size())
                .isEqualTo(2);
        assertThat(pay(line(second, boris, 150)).status()).isEqualTo(200);
        assertMoney(anna, 500, 0);
        assertMoney(boris, 150, 0);
        assertMoney(issuer, 300, 50);
        assertThat(reserve(700).json().at("/left").asLong()).isEqualTo(50);

        assertThat(command("release").json().at("/status").asString()).isEqualTo("RELEASED");
        assertThat(command("release").status()).isEqualTo(200);
        assertMoney(issuer, 350, 0);
        assertRefused(pay(line(UUID.randomUUID(), anna, 1)), "released");
        assertRefused(reserve(700), "released");
        assertBooks();
    }

    @Test
    void theLastKopeckEndsIt() {
        reserve(700);
        pay(line(first, anna, 700));
        Answer paid = get("/reserves/" + id, operator.token());
        assertThat(paid.json().at("/status").asString()).isEqualTo("CAPTURED");
        assertThat(paid.json().at("/left").asLong()).isZero();
        assertThat(pay(line(first, anna, 700)).json().at("/paid").size()).isEqualTo(1);
        assertRefused(pay(line(second, boris, 1)), "more-than-reserved");
        assertMoney(issuer, 300, 0);
        assertBooks();
    }

    @Test
    void morePayoutsThanTheReservePayNobody() {
        reserve(700);
        Answer refused = pay(line(first, anna, 500), line(second, boris, 201));
        assertRefused(refused, "more-than-reserved");
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("payouts");
        assertMoney(anna, 0, 0);
        assertMoney(issuer, 300, 700);
        assertBooks();
    }

    @Test
    void anIdThatIsAnothersPaysNobody() {
        reserve(700);
        pay(line(first, anna, 100));
        assertRefused(pay(line(second, boris, 5), line(first, anna, 101)), "id-taken");
        assertRefused(pay(line(second, boris, 5), line(first, boris, 100)), "id-taken");
        assertThat(pay(line(second, boris, 5), line(second, boris, 5)).problem())
                .isEqualTo("id-twice");
        assertMoney(boris, 0, 0);
        assertRefused(reserve(701), "id-taken");
    }

    @Test
    void whoHasNoAccountIsNamedAndTheOthersArePaid() {
        reserve(700);
        Login nobody = login("investor");
        Answer paid = pay(line(first, nobody, 100), line(second, boris, 5));
        assertThat(paid.json().at("/withoutAccount/0").asString()).isEqualTo(first.toString());
        assertMoney(boris, 5, 0);
        put("/accounts/me", nobody.token(), "");
        pay(line(first, nobody, 100));
        assertMoney(nobody, 100, 0);
        assertBooks();
    }

    @Test
    void moreThanIsFreeIsNotReservedAndAReserveIsNoHold() {
        assertRefused(reserve(1001), "insufficient-funds");
        assertThat(get("/reserves/" + id, operator.token()).status()).isEqualTo(404);
        reserve(10);
        assertRefused(post("/holds/" + id + "/capture", settlement.token(), ""), "reserve");
        assertRefused(
                put(
                        "/holds/" + id,
                        settlement.token(),
                        "{'payer': '%s', 'payee': '%s', 'amount': 10}".formatted(issuer.subject(), anna.subject())),
                "id-taken");
        assertMoney(issuer, 990, 10);
        assertBooks();
    }

    private void assertBooks() {
        assertThat(get("/totals", operator.token()).json().at("/wrongAccounts").asLong())
                .isZero();
    }

    private Answer reserve(long amount) {
        return put(
                "/reserves/" + id,
                settlement.token(),
                "{'payer': '%s', 'amount': %d}".formatted(issuer.subject(), amount));
    }

    private static String line(UUID id, Login payee, long amount) {
        return "{'id': '%s', 'payee': '%s', 'amount': %d}".formatted(id, payee.subject(), amount);
    }

    private Answer pay(String... lines) {
        return post(
                "/reserves/" + id + "/payouts",
                settlement.token(),
                "{'payouts': [%s]}".formatted(String.join(", ", lines)));
    }

    private Answer command(String verb) {
        return post("/reserves/" + id + "/" + verb, settlement.token(), "");
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
}
