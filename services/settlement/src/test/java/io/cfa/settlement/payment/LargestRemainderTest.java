package io.cfa.settlement.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Database;
import io.cfa.contract.Seed;
import io.cfa.kit.page.PageRequest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is held and whatever is paid: all of it is given, nobody is a kopeck from their share, and who holds more never gets less. */
class LargestRemainderTest {

    private final DriverManagerDataSource source = new DriverManagerDataSource(Database.migrated(), "postgres", "");
    private final JdbcClient database = JdbcClient.create(source);
    private final Payouts payouts = new Payouts(database);

    @Test
    void sharesAddUpAreFairAndInTheOrderOfWhatIsHeld() {
        Random random = Seed.random(0);
        for (int round = 0; round < Seed.many(60); round++) {
            UUID payment = UUID.randomUUID();
            // up to the most that may be held and paid, so that a product is far beyond 64 bits
            long amount = 1 + (random.nextLong() >>> 1) % (round % 2 == 0 ? 1_000 : 10_000_000_000_000L);
            List<Payouts.Holder> holders = new ArrayList<>();
            int many = 1 + random.nextInt(30);
            for (int i = 0; i < many; i++) {
                long units = 1 + (random.nextLong() >>> 1) % (round % 3 == 0 ? 5 : 30_000_000_000L);
                holders.add(new Payouts.Holder("holder " + i, units));
            }
            add(payment, amount);
            payouts.add(payment, holders);
            payouts.add(payment, holders);
            payouts.share(payment, amount, false);
            check("round %d of -Dcfa.seed=%d".formatted(round, Seed.VALUE), payment, amount);
        }
    }

    /** In one transaction, so that no statistics know of them; each with each would be a hundred million comparisons. */
    @Test
    void tenThousandHoldersAreSharedOutByHashAndNotEachWithEach() {
        UUID payment = UUID.randomUUID();
        add(payment, 777_777_777);
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(transaction -> {
            payouts.add(
                    payment,
                    IntStream.range(0, 10_000)
                            .mapToObj(i -> new Payouts.Holder("holder " + i, 1 + i % 7))
                            .toList());
            payouts.redeem(payment, 12_345L);
            payouts.share(payment, 777_777_777, true);
        });
        assertThat(sum(payment, "gross")).isEqualTo(777_777_777);
        assertThat(sum(payment, "units")).isEqualTo(12_345);
    }

    private long sum(UUID payment, String column) {
        return database.sql("select sum(" + column + ")::bigint from payout where payment = :payment")
                .param("payment", payment)
                .query(Long.class)
                .single();
    }

    private void check(String round, UUID payment, long amount) {
        List<Payout> lines = payouts.of(payment, null, null, new PageRequest(100, Optional.empty(), "holder"))
                .items();
        BigInteger all = BigInteger.valueOf(payouts.held(payment));
        assertThat(lines.stream().mapToLong(Payout::gross).sum()).as(round).isEqualTo(amount);
        for (Payout line : lines) {
            BigInteger exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(line.held()));
            BigInteger given = BigInteger.valueOf(line.gross()).multiply(all);
            assertThat(exact.subtract(given).abs()).as(round).isLessThan(all);
            for (Payout other : lines) {
                if (other.held() > line.held()) {
                    assertThat(other.gross()).as(round).isGreaterThanOrEqualTo(line.gross());
                }
            }
        }
    }

    private void add(UUID payment, long amount) {
        database.sql(
                        "insert into payment (id, asset, issuer, kind, amount, record_at, pay_at, status, announced_at, due_at)"
                                + " values (:id, :id, 'issuer', 'INCOME', :amount, now(), now(), 'APPORTIONING', now(), now())")
                .param("id", payment)
                .param("amount", amount)
                .update();
    }
}
