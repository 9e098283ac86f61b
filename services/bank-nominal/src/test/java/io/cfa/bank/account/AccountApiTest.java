package io.cfa.bank.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccountApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login anna = login("investor");

    @Test
    void anAccountIsOpenedOnceAndEmpty() {
        assertThat(get("/accounts/me", anna.token()).status()).isEqualTo(404);
        Answer first = put("/accounts/me", anna.token(), "");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/balance").asLong()).isZero();
        assertThat(put("/accounts/me", anna.token(), "").json()).isEqualTo(first.json());
    }

    @Test
    void aDepositIsCreditedOnce() {
        String account = account();
        String deposit = account + "/deposits/" + UUID.randomUUID();
        Answer first = put(deposit, operator.token(), "{'amount': 150000}");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(put(deposit, operator.token(), "{'amount': 150000}").json()).isEqualTo(first.json());
        assertThat(put(deposit, operator.token(), "{'amount': 1}").status()).isEqualTo(409);
        assertThat(balance()).isEqualTo(150000);
        assertThat(get(account, operator.token()).json().at("/balance").asLong())
                .isEqualTo(150000);
    }

    @Test
    void concurrentDepositsAllCountAndTheLedgerAddsUp() throws Exception {
        String account = account();
        List<UUID> ids = IntStream.range(0, 10).mapToObj(i -> UUID.randomUUID()).toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> twice = IntStream.range(0, 20)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> put(account + "/deposits/" + ids.get(i % 10), operator.token(), "{'amount': 7}")
                                    .status())
                    .toList();
            for (Future<Integer> status : threads.invokeAll(twice)) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(balance()).isEqualTo(70);
        assertThat(number("select sum(balance) from account")).isZero();
        assertThat(number("select count(*) from account a where balance <>"
                        + " coalesce((select sum(amount) from entry where credited = a.id), 0)"
                        + " - coalesce((select sum(amount) from entry where debited = a.id), 0)"))
                .isZero();
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

    private long balance() {
        return get("/accounts/me", anna.token()).json().at("/balance").asLong();
    }

    private long number(String query) {
        return database.sql(query).query(Long.class).single();
    }
}
