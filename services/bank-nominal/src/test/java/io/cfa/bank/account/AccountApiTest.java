package io.cfa.bank.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.bank.ComplianceStub;
import io.cfa.bank.ledger.Ledger;
import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccountApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login anna = login("investor");

    @AfterEach
    void everybodyIsApproved() {
        ComplianceStub.HERE.approves();
    }

    @Test
    void whomComplianceDoesNotApproveTakesNothingOut() {
        put(account() + "/deposits/" + UUID.randomUUID(), operator.token(), "{'amount': 500}");
        String gone = "/accounts/me/withdrawals/" + UUID.randomUUID();
        Answer first = put(gone, anna.token(), "{'amount': 100}");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        String withdrawal = "/accounts/me/withdrawals/" + UUID.randomUUID();
        for (String result : new String[] {"REJECTED", "TO_REVIEW"}) {
            ComplianceStub.HERE.answers(200, "{\"result\":\"" + result + "\"}");
            assertRefused(put(withdrawal, anna.token(), "{'amount': 100}"), 409, "not-approved");
        }
        ComplianceStub.HERE.answers(404, "{\"type\":\"urn:cfa:problem:not-screened\"}");
        assertRefused(put(withdrawal, anna.token(), "{'amount': 100}"), 409, "not-approved");
        assertThat(put(gone, anna.token(), "{'amount': 100}").json())
                .as("what has gone has gone")
                .isEqualTo(first.json());
        for (int status : new int[] {404, 503}) {
            ComplianceStub.HERE.answers(status, "{\"title\":\"somebody else\"}");
            assertRefused(put(withdrawal, anna.token(), "{'amount': 100}"), 503, "unavailable");
        }
        assertThat(balance()).isEqualTo(400);
    }

    /** Ten of them would be all connections, for as long as compliance hangs. */
    @Test
    void whileComplianceIsAskedNoTransactionIsOpenWhateverKeyTheRequestHas() {
        put(account() + "/deposits/" + UUID.randomUUID(), operator.token(), "{'amount': 500}");
        List<Long> open = new CopyOnWriteArrayList<>();
        ComplianceStub.HERE.whenAsked(
                () -> open.add(database.sql("select count(*) from pg_locks where relation = 'idempotency_key'::regclass"
                                + " and mode = 'RowExclusiveLock'")
                        .query(Long.class)
                        .single()));
        String withdrawal = "/accounts/me/withdrawals/" + UUID.randomUUID();
        for (int status : new int[] {201, 200}) {
            assertThat(send("PUT", withdrawal, anna.token(), "{'amount': 100}", "Idempotency-Key", "once")
                            .status())
                    .isEqualTo(status);
        }
        assertThat(open).containsExactly(0L);
        assertThat(balance()).isEqualTo(400);
    }

    @Test
    void nobodyCreditsThemselves() {
        String account = account();
        String both = Realm.OURS.token(anna.subject(), "investor", "operator");
        assertRefused(put(account + "/deposits/" + UUID.randomUUID(), both, "{'amount': 1}"), 403, "four-eyes");
        assertThat(balance()).isZero();
    }

    @Test
    void moneyThatIsMovedByHandShows() {
        String mine = account();
        Login boris = login("investor");
        put("/accounts/me", boris.token(), "");
        put(mine + "/deposits/" + UUID.randomUUID(), operator.token(), "{'amount': 500}");
        assertThat(get("/totals", operator.token()).json().at("/wrongAccounts").asLong())
                .isZero();
        move(anna, boris, 100);
        try {
            var totals = get("/totals", operator.token()).json();
            assertThat(totals.at("/deposits").asLong()
                            - totals.at("/withdrawals").asLong())
                    .as("the sums alone do not show it")
                    .isEqualTo(
                            totals.at("/balances").asLong() + totals.at("/held").asLong());
            assertThat(totals.at("/wrongAccounts").asLong()).isEqualTo(2);
        } finally {
            move(boris, anna, 100);
        }
    }

    private void move(Login from, Login to, long amount) {
        database.sql("update account set balance = balance + case owner when :to then :amount else -:amount end"
                        + " where owner in (:from, :to)")
                .param("from", from.subject())
                .param("to", to.subject())
                .param("amount", amount)
                .update();
    }

    @Test
    void anAmountIsAsLargeAsAllServicesBear() {
        String deposit = account() + "/deposits/" + UUID.randomUUID();
        assertRefused(put(deposit, operator.token(), "{'amount': 10000000000001}"), 422, "amount-too-large");
        assertThat(put(deposit, operator.token(), "{'amount': 10000000000000}").status())
                .isEqualTo(201);
        String withdrawal = "/accounts/me/withdrawals/" + UUID.randomUUID();
        assertRefused(put(withdrawal, anna.token(), "{'amount': 10000000000001}"), 422, "amount-too-large");
    }

    @Test
    void aPaymentIsReadByWhoseItIsAndNotThroughAnothersAccount() {
        String mine = account();
        Login boris = login("investor");
        String his = "/accounts/"
                + put("/accounts/me", boris.token(), "").json().at("/id").asString();
        UUID deposit = UUID.randomUUID();
        Answer credited = put(mine + "/deposits/" + deposit, operator.token(), "{'amount': 500}");
        assertThat(get(mine + "/deposits/" + deposit, operator.token()).json()).isEqualTo(credited.json());
        assertThat(get(his + "/deposits/" + deposit, operator.token()).status()).isEqualTo(404);
        assertThat(get(mine + "/deposits/" + UUID.randomUUID(), operator.token())
                        .status())
                .isEqualTo(404);

        UUID withdrawal = UUID.randomUUID();
        Answer gone = put("/accounts/me/withdrawals/" + withdrawal, anna.token(), "{'amount': 100}");
        assertThat(get("/accounts/me/withdrawals/" + withdrawal, anna.token()).json())
                .isEqualTo(gone.json());
        assertThat(get("/accounts/me/withdrawals/" + withdrawal, boris.token()).status())
                .isEqualTo(404);
        assertThat(get("/accounts/me/withdrawals/" + deposit, anna.token()).status())
                .as("a deposit is no withdrawal")
                .isEqualTo(404);
    }

    @Test
    void anAccountIsOpenedOnceAndEmpty() {
        assertThat(get("/accounts/me", anna.token()).status()).isEqualTo(404);
        Answer first = put("/accounts/me", anna.token(), "");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().at("/owner").asString()).isEqualTo(anna.subject());
        assertThat(first.json().at("/balance").asLong()).isZero();
        assertThat(first.json().at("/held").asLong()).isZero();
        assertThat(put("/accounts/me", anna.token(), "").json()).isEqualTo(first.json());
        assertThat(events("bank-nominal.account-opened", first.json().at("/id").asString()))
                .isEqualTo(1);
    }

    @Test
    void anAccountIsFoundByItsOwner() {
        String byOwner = "/accounts?owner=" + anna.subject();
        assertThat(get(byOwner, operator.token()).json().size()).isZero();
        Answer opened = put("/accounts/me", anna.token(), "");
        assertThat(get(byOwner, login("bank-nominal.read-accounts").token())
                        .json()
                        .at("/0"))
                .isEqualTo(opened.json());
        assertThat(get(byOwner, anna.token()).status()).isEqualTo(403);
        assertThat(everyItem("/accounts?limit=100", operator.token())).contains(opened.json());
    }

    @Test
    void aDepositIsCreditedOnce() {
        String account = account();
        String deposit = account + "/deposits/" + UUID.randomUUID();
        Answer first = put(deposit, operator.token(), "{'amount': 150000}");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(put(deposit, operator.token(), "{'amount': 150000}").json()).isEqualTo(first.json());
        assertThat(balance()).isEqualTo(150000);
        assertThat(get(account, operator.token()).json().at("/balance").asLong())
                .isEqualTo(150000);
        assertThat(events(
                        "bank-nominal.deposit-credited",
                        first.json().at("/account").asString()))
                .isEqualTo(1);
    }

    @Test
    void anotherDepositUnderTheSameIdIsAConflict() {
        String deposit = "/deposits/" + UUID.randomUUID();
        String mine = account();
        Login boris = login("investor");
        String others = "/accounts/"
                + put("/accounts/me", boris.token(), "").json().at("/id").asString();
        put(mine + deposit, operator.token(), "{'amount': 150000}");
        assertRefused(put(mine + deposit, operator.token(), "{'amount': 1}"), 409, "id-taken");
        assertRefused(put(others + deposit, operator.token(), "{'amount': 150000}"), 409, "id-taken");
        assertThat(balance()).isEqualTo(150000);
    }

    @Test
    void theOwnerTakesOutOnceAndNoMoreThanThereIs() {
        deposit(1000);
        String withdrawal = "/accounts/me/withdrawals/" + UUID.randomUUID();
        Answer first = put(withdrawal, anna.token(), "{'amount': 700}");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(put(withdrawal, anna.token(), "{'amount': 700}").json()).isEqualTo(first.json());
        assertRefused(put(withdrawal, anna.token(), "{'amount': 1}"), 409, "id-taken");

        String second = "/accounts/me/withdrawals/" + UUID.randomUUID();
        assertRefused(put(second, anna.token(), "{'amount': 301}"), 409, "insufficient-funds");
        assertThat(put(second, anna.token(), "{'amount': 300}").status()).isEqualTo(201);
        assertThat(balance()).isZero();
        assertThat(events(
                        "bank-nominal.withdrawal-made",
                        first.json().at("/account").asString()))
                .isEqualTo(2);
    }

    @Test
    void aWithdrawalTakesNobodyElsesIdAway() {
        UUID id = UUID.randomUUID();
        String account = account();
        deposit(10);
        assertThat(put("/accounts/me/withdrawals/" + id, anna.token(), "{'amount': 1}")
                        .status())
                .isEqualTo(201);
        assertThat(put(account + "/deposits/" + id, operator.token(), "{'amount': 1}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anotherOwnersWithdrawalIsNeitherSeenNorRepeated() {
        Login boris = login("investor");
        put("/accounts/me", boris.token(), "");
        deposit(10);
        String withdrawal = "/accounts/me/withdrawals/" + UUID.randomUUID();
        put(withdrawal, anna.token(), "{'amount': 4}");
        assertRefused(put(withdrawal, boris.token(), "{'amount': 4}"), 409, "id-taken");
        assertThat(balance()).isEqualTo(6);
    }

    @Test
    void manyWhoTakeOutAtOnceGetWhatThereIsAndNotAKopeckMore() throws Exception {
        deposit(100);
        List<Integer> statuses = atOnce(IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(
                        i -> () -> put("/accounts/me/withdrawals/" + UUID.randomUUID(), anna.token(), "{'amount': 9}")
                                .status())
                .toList());
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(11);
        assertThat(balance()).isEqualTo(1);
    }

    @Test
    void concurrentDepositsAllCountAndTheLedgerAddsUp() throws Exception {
        String account = account();
        List<UUID> ids = IntStream.range(0, 10).mapToObj(i -> UUID.randomUUID()).toList();
        List<Integer> statuses = atOnce(IntStream.range(0, 20)
                .<Callable<Integer>>mapToObj(
                        i -> () -> put(account + "/deposits/" + ids.get(i % 10), operator.token(), "{'amount': 7}")
                                .status())
                .toList());
        assertThat(statuses).containsOnly(200, 201);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        assertThat(balance()).isEqualTo(70);
        assertThat(number("select sum(balance + held) from account")).isZero();
    }

    @Test
    void theOwnerSeesWhatMovedTheYoungestFirst() {
        String deposit = deposit(1000);
        put("/accounts/me/withdrawals/" + UUID.randomUUID(), anna.token(), "{'amount': 400}");
        Answer entries = get("/accounts/me/entries", anna.token());
        assertThat(entries.json().size()).as(entries.body()).isEqualTo(2);
        assertThat(entries.json().at("/0/kind").asString()).isEqualTo("WITHDRAWAL");
        assertThat(entries.json().at("/0/amount").asLong()).isEqualTo(-400);
        assertThat(entries.json().at("/1/id").asString()).isEqualTo(deposit);
        assertThat(entries.json().at("/1/pocket").asString()).isEqualTo("FREE");
        assertThat(entries.json().at("/1/amount").asLong()).isEqualTo(1000);

        Login boris = login("investor");
        put("/accounts/me", boris.token(), "");
        assertThat(get("/accounts/me/entries", boris.token()).json().size()).isZero();
    }

    @Test
    void onlyTheOperatorCreditsAndOnlyAnAccountThatIsThere() {
        String deposit = account() + "/deposits/" + UUID.randomUUID();
        assertThat(put(deposit, anna.token(), "{'amount': 1}").status()).isEqualTo(403);
        assertThat(get(account(), anna.token()).status()).isEqualTo(403);
        for (UUID none : List.of(UUID.randomUUID(), Ledger.OUTSIDE)) {
            assertThat(put("/accounts/" + none + "/deposits/" + UUID.randomUUID(), operator.token(), "{'amount': 1}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void anAmountIsAPositiveInteger() {
        String deposit = account() + "/deposits/" + UUID.randomUUID();
        for (String amount : List.of("0", "-5", "1.5", "99999999999999999999", "'x'", "null")) {
            assertThat(put(deposit, operator.token(), "{'amount': " + amount + "}")
                            .status())
                    .as(amount)
                    .isEqualTo(400);
        }
        assertRefused(put(deposit, operator.token(), "{}"), 400, "validation");
        assertThat(balance()).isZero();
    }

    @Test
    void noAccountFallsBelowNothingAndNoEntryIsChanged() {
        account();
        assertThatThrownBy(() -> database.sql("update account set balance = -1 where owner = :owner")
                        .param("owner", anna.subject())
                        .update())
                .hasMessageContaining("account_check");
        assertThatThrownBy(() -> database.sql("truncate entry").update()).hasMessageContaining("only ever added");
    }

    private String account() {
        return "/accounts/"
                + put("/accounts/me", anna.token(), "").json().at("/id").asString();
    }

    private String deposit(long amount) {
        UUID id = UUID.randomUUID();
        Answer answer = put(account() + "/deposits/" + id, operator.token(), "{'amount': " + amount + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return id.toString();
    }

    private long balance() {
        return get("/accounts/me", anna.token()).json().at("/balance").asLong();
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(calls)) {
                statuses.add(status.get());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    private static void assertRefused(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(type);
    }

    private long events(String type, String aggregate) {
        return database.sql("select count(*) from outbox where type = :type and aggregate = :aggregate")
                .param("type", "io.cfa." + type)
                .param("aggregate", aggregate)
                .query(Long.class)
                .single();
    }

    private long number(String query) {
        return database.sql(query).query(Long.class).single();
    }
}
