package io.cfa.settlement.payment;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import io.cfa.settlement.tax.Taxpayer;
import io.cfa.settlement.tax.Withholding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what each holder gets; read and changed some at a time, however many there are. */
@Repository
class Payouts {

    private static final String COLUMNS = "payment, holder, held, payout.units, gross, withheld, taxpayer, tax_rate,"
            + " case when lapsed_at is not null and status = 'KEPT' then 'LAPSED' else status end as status, reason, paid_at, refusals";
    private static final Map<String, List<SortKey>> SORTS =
            Map.of("holder", List.of(SortKey.text("holder"), SortKey.uuid("payment")));

    /** Each gets the whole part of their share, and who is nearest to one more gets it, until all is given: the method of the largest remainder. */
    private static final String LARGEST_REMAINDER =
            "with total as materialized (select sum(%1$s) as weight from payout where payment = :payment),"
                    + " share as (select holder, div(cast(:all as numeric) * %1$s, (select weight from total)) as whole,"
                    + " mod(cast(:all as numeric) * %1$s, (select weight from total)) as rest from payout where payment = :payment),"
                    + " ranked as materialized (select holder, whole, row_number() over (order by rest desc, holder collate \"C\") as place from share),"
                    + " over as materialized (select :all - sum(whole) as units from ranked)"
                    + " update payout set %2$s = whole + case when place <= (select units from over) then 1 else 0 end from ranked"
                    + " where payment = :payment and payout.holder = ranked.holder";

    private final JdbcClient database;
    private final KeysetQuery<Payout> list;

    Payouts(JdbcClient database) {
        this.database = database;
        this.list = new KeysetQuery<>(database, "select " + COLUMNS + " from payout", Payouts::payout, SORTS);
    }

    /**
     * Somebody who held the asset.
     *
     * @param holder the {@code sub} of their login
     * @param units  how many
     */
    record Holder(String holder, long units) {}

    /** A payout that nothing is withheld of yet, and what its holder is. */
    record Untaxed(String holder, long gross, Taxpayer taxpayer) {}

    /** Writes holders down who are not yet. */
    void add(UUID payment, List<Holder> holders) {
        database.sql(
                        "insert into payout (payment, holder, held) select :payment, holder, held"
                                + " from unnest(:holders, :units) as one (holder, held) on conflict (payment, holder) do nothing")
                .param("payment", payment)
                .param("holders", holders.stream().map(Holder::holder).toArray(String[]::new))
                .param("units", holders.stream().map(Holder::units).toArray(Long[]::new))
                .update();
    }

    boolean any(UUID payment) {
        return database.sql("select exists (select from payout where payment = :payment)")
                .param("payment", payment)
                .query(Boolean.class)
                .single();
    }

    /** How many units all of them held. */
    long held(UUID payment) {
        return database.sql("select coalesce(sum(held), 0) from payout where payment = :payment")
                .param("payment", payment)
                .query(Long.class)
                .single();
    }

    /** All that they held is redeemed, or so many units of it, by the method of the largest remainder. */
    void redeem(UUID payment, Long units) {
        if (units == null) {
            database.sql("update payout set units = held where payment = :payment")
                    .param("payment", payment)
                    .update();
        } else {
            apportion("held", "units", payment, units);
        }
    }

    /** Shares an amount out by what they held, or by what is redeemed; it adds up to the last kopeck. */
    void share(UUID payment, long amount, boolean byRedeemed) {
        apportion(byRedeemed ? "units" : "held", "gross", payment, amount);
    }

    /** Rows that were written just now are not in the statistics, by which a few are compared with a few: of ten thousand each with each. */
    private void apportion(String weight, String column, UUID payment, long all) {
        database.sql("set local enable_nestloop = off").update();
        database.sql(LARGEST_REMAINDER.formatted(weight, column))
                .param("payment", payment)
                .param("all", all)
                .update();
        database.sql("set local enable_nestloop = on").update();
    }

    List<Untaxed> untaxed(UUID payment, int most) {
        return database.sql(
                        "select holder, gross, coalesce(kind, 'RESIDENT') as taxpayer from payout"
                                + " left join tax_status using (holder) where payment = :payment and withheld is null order by holder limit :most")
                .param("payment", payment)
                .param("most", most)
                .query(Untaxed.class)
                .list();
    }

    /** Writes down what is withheld of some, each in its place of both lists. */
    void withhold(UUID payment, List<Untaxed> some, List<Withholding> taxes) {
        database.sql("update payout set withheld = tax, tax_rate = rate, taxpayer = kind"
                        + " from unnest(:holders, :kinds, :rates, :taxes) as taxed (holder, kind, rate, tax)"
                        + " where payment = :payment and payout.holder = taxed.holder and withheld is null")
                .param("payment", payment)
                .param("holders", some.stream().map(Untaxed::holder).toArray(String[]::new))
                .param("kinds", some.stream().map(one -> one.taxpayer().name()).toArray(String[]::new))
                .param("rates", taxes.stream().map(Withholding::rate).toArray(Integer[]::new))
                .param("taxes", taxes.stream().map(Withholding::tax).toArray(Long[]::new))
                .update();
    }

    /** What the holders get together. */
    long net(UUID payment) {
        return database.sql("select coalesce(sum(gross - withheld), 0) from payout where payment = :payment")
                .param("payment", payment)
                .query(Long.class)
                .single();
    }

    /** What is withheld of a payment, by kinds of taxpayers and rates; nothing of one that is not apportioned. */
    List<TaxReport.Line> taxes(UUID payment) {
        return database.sql(
                        "select taxpayer, tax_rate as rate, count(*) as holders,"
                                + " sum(gross)::bigint as gross, sum(withheld)::bigint as withheld, sum(gross - withheld)::bigint as net"
                                + " from payout where payment = :payment and withheld is not null and not (status = 'KEPT' and lapsed_at is not null) group by 1, 2 order by 1, 2")
                .param("payment", payment)
                .query(TaxReport.Line.class)
                .list();
    }

    List<Payout> some(UUID payment, Payout.Status status, int most) {
        return database.sql("select " + COLUMNS + " from payout where payment = :payment and status = :status"
                        + " and not (status = 'KEPT' and lapsed_at is not null)"
                        + " order by holder limit :most")
                .param("payment", payment)
                .param("status", status.name())
                .param("most", most)
                .query(Payouts::payout)
                .list();
    }

    /** Moves those of some holders on. */
    void mark(UUID payment, List<String> holders, Payout.Status status, String reason, boolean refused) {
        if (holders.isEmpty()) {
            return;
        }
        database.sql("update payout set status = :status, reason = :reason, refusals = refusals + :refusals,"
                        + " paid_at = case when :status = 'PAID' then now() end where payment = :payment and holder = any(:holders)"
                        + " and status <> 'PAID'")
                .param("payment", payment)
                .param("holders", holders.toArray(String[]::new))
                .param("status", status.name())
                .param("reason", reason)
                .param("refusals", refused ? 1 : 0)
                .update();
    }

    /** What is kept is due again. */
    void tryKeptAgain(UUID payment) {
        database.sql("update payout set status = 'DUE', reason = null where payment = :payment and status = 'KEPT'"
                        + " and lapsed_at is null")
                .param("payment", payment)
                .update();
    }

    /** Writes down who found that a holder gets nothing, where they are without the units; returns the payout, or nothing where it is not so. */
    Optional<Payout> lapse(UUID payment, String holder, String by, Instant at) {
        return database.sql(
                        "update payout set lapsed_at = coalesce(lapsed_at, :at), lapsed_by = coalesce(lapsed_by, :by)"
                                + " where payment = :payment and holder = :holder and status = 'KEPT' and reason = 'insufficient-units'"
                                + " returning " + COLUMNS)
                .param("payment", payment)
                .param("holder", holder)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .query(Payouts::payout)
                .optional();
    }

    /** What was set aside for those who get nothing. */
    long lapsed(UUID payment) {
        return database.sql(
                        "select coalesce(sum(gross - withheld), 0) from payout where payment = :payment and status = 'KEPT'"
                                + " and lapsed_at is not null")
                .param("payment", payment)
                .query(Long.class)
                .single();
    }

    /** Those of a payment, of a holder, or both. */
    Page<Payout> of(UUID payment, String holder, Payout.Status status, PageRequest page) {
        return list.page(
                page,
                Filter.all().with("payment", payment).with("holder", holder).with("status", status));
    }

    private static Payout payout(ResultSet row, int number) throws SQLException {
        String taxpayer = row.getString("taxpayer");
        OffsetDateTime paid = row.getObject("paid_at", OffsetDateTime.class);
        return new Payout(
                row.getObject("payment", UUID.class),
                row.getString("holder"),
                row.getLong("held"),
                row.getLong("units"),
                row.getObject("gross", Long.class),
                row.getObject("withheld", Long.class),
                taxpayer == null ? null : Taxpayer.valueOf(taxpayer),
                row.getObject("tax_rate", Integer.class),
                Payout.Status.valueOf(row.getString("status")),
                row.getString("reason"),
                paid == null ? null : paid.toInstant(),
                row.getInt("refusals"));
    }
}
