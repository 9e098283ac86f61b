package io.cfa.settlement.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.contract.Seed;
import io.cfa.kit.page.PageRequest;
import io.cfa.settlement.RunningSettlement;
import io.cfa.settlement.tax.Taxpayer;
import io.cfa.settlement.tax.Withholding;
import io.cfa.settlement.tax.WithholdingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is held by whomever: what holders get and what is withheld of it is all, and the report says the same as the lines. */
class TaxReportTest extends RunningSettlement {

    @Autowired
    private JdbcClient database;

    @Autowired
    private Payouts payouts;

    @Autowired
    private WithholdingRule rule;

    @Test
    void nothingIsLostBetweenGrossTaxAndNet() {
        Random random = Seed.random(7);
        for (int round = 0; round < 30; round++) {
            String name = "round %d of -Dcfa.seed=%d".formatted(round, Seed.VALUE);
            long amount = 1 + (random.nextLong() >>> 1) % (round % 2 == 0 ? 5_000 : 10_000_000_000_000L);
            Payment payment = payment(amount);
            List<Payouts.Holder> holders = new ArrayList<>();
            int many = 1 + random.nextInt(40);
            for (int i = 0; i < many; i++) {
                String holder = UUID.randomUUID().toString();
                holders.add(new Payouts.Holder(holder, 1 + (random.nextLong() >>> 1) % 1_000_000L));
                int kind = random.nextInt(Taxpayer.values().length + 1);
                if (kind < Taxpayer.values().length) {
                    taxed(holder, Taxpayer.values()[kind]);
                }
            }
            payouts.add(payment.id(), holders);
            payouts.share(payment.id(), amount, false);
            for (List<Payouts.Untaxed> some = payouts.untaxed(payment.id(), 7);
                    !some.isEmpty();
                    some = payouts.untaxed(payment.id(), 7)) {
                payouts.withhold(
                        payment.id(),
                        some,
                        some.stream()
                                .map(one -> rule.withheld(one.taxpayer(), one.gross())
                                        .checked(one.taxpayer(), one.gross()))
                                .toList());
            }
            check(name, payment);
        }
    }

    private void check(String name, Payment payment) {
        TaxReport report = TaxReport.of(payment, payouts.taxes(payment.id()));
        List<Payout> lines = payouts.of(payment.id(), null, null, new PageRequest(100, Optional.empty(), "holder"))
                .items();
        assertThat(report.gross()).as(name).isEqualTo(payment.amount());
        assertThat(report.net() + report.withheld()).as(name).isEqualTo(payment.amount());
        assertThat(report.net()).as(name).isEqualTo(payouts.net(payment.id()));
        assertThat(report.lines().stream().mapToLong(TaxReport.Line::holders).sum())
                .as(name)
                .isEqualTo(lines.size());
        for (Payout line : lines) {
            assertThat(line.withheld()).as(name).isBetween(0L, line.gross());
            assertThat(line.net() + line.withheld()).as(name).isEqualTo(line.gross());
            assertThat(line.withheld() % 100 == 0 || line.net() == 0)
                    .as(name + ": whole roubles, or all that there is")
                    .isTrue();
            // less than 50 kopecks are dropped, and 50 make a rouble
            long exact = line.gross() * line.taxRate();
            assertThat(Math.abs(exact - line.withheld() * 10_000)).as(name).isLessThanOrEqualTo(50 * 10_000);
        }
    }

    @Test
    void aRuleThatTakesMoreThanThereIsPaysNobody() {
        assertThatThrownBy(() -> new Withholding(1_300, 101).checked(Taxpayer.RESIDENT, 100))
                .hasMessage(
                        "the tax rule says 101 kopecks at a rate of 1300 of 100 kopecks of a RESIDENT; expected no more than the income. Next: mend the rule");
        assertThatThrownBy(() -> new Withholding(10_001, 1).checked(Taxpayer.EXEMPT, 100))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Withholding(0, -1).checked(Taxpayer.EXEMPT, 100))
                .isInstanceOf(IllegalStateException.class);
    }

    private Payment payment(long amount) {
        UUID id = UUID.randomUUID();
        // no worker takes it: it is due in a hundred years
        database.sql(
                        "insert into payment (id, asset, issuer, kind, amount, record_at, pay_at, status, announced_at, due_at)"
                                + " values (:id, :id, 'issuer', 'INCOME', :amount, now(), now(), 'APPORTIONING', now(), now() + interval '100 years')")
                .param("id", id)
                .param("amount", amount)
                .update();
        return payments.withId(id).orElseThrow();
    }

    @Autowired
    private Payments payments;

    private void taxed(String holder, Taxpayer kind) {
        database.sql("insert into tax_status (holder, kind, set_by, set_at) values (:holder, :kind, 'a test', now())")
                .param("holder", holder)
                .param("kind", kind.name())
                .update();
    }
}
