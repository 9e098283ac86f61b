package io.cfa.bank.ledger;

import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of entries, and what they add up to on the accounts. */
@Repository
public class Entries {

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("enteredAt", List.of(SortKey.number("seq"), SortKey.text("pocket")));

    /** A day that is closed takes no entry, though a clock may have gone back. */
    private static final String NOT_BEFORE_THE_DAY =
            "greatest(:at::timestamptz, (select ends_at from closing order by day desc limit 1))";

    private final JdbcClient database;
    private final KeysetQuery<Posting> list;

    public Entries(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(
                database,
                "select seq, id, kind, account, pocket, amount, entered_at from posting",
                Posting.class,
                SORTS);
    }

    /** Writes an entry down, unless one of its kind stands under its id; tells whether this call did it. */
    boolean add(Entry entry, Instant at) {
        return database.sql("insert into entry (id, kind, debited, credited, amount, entered_at)"
                                + " values (:id, :kind, :debited, :credited, :amount, " + NOT_BEFORE_THE_DAY
                                + ") on conflict (id, kind) do nothing")
                        .param("id", entry.id())
                        .param("kind", entry.kind().name())
                        .param("debited", entry.debited())
                        .param("credited", entry.credited())
                        .param("amount", entry.amount())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** Changes an account, unless it would fall below nothing; tells whether it did. */
    boolean apply(Change change) {
        return database.sql(
                                "update account set balance = balance + :balance, held = held + :held"
                                        + " where id = :id and held + :held >= 0 and (balance + :balance >= 0 or owner is null)")
                        .param("balance", change.balance())
                        .param("held", change.held())
                        .param("id", change.account())
                        .update()
                == 1;
    }

    /** Writes captures of one payer's money down, and applies them, with a few statements however many they are; tells whether the payer had as much. */
    boolean capture(List<Entry> captures, Instant at) {
        UUID[] ids = captures.stream().map(Entry::id).toArray(UUID[]::new);
        UUID[] credited = captures.stream().map(Entry::credited).toArray(UUID[]::new);
        Long[] amounts = captures.stream().map(Entry::amount).toArray(Long[]::new);
        UUID payer = captures.get(0).debited();
        // in the order of accounts, as everybody does, so that no two wait for each other
        database.sql("select id from account where id = any(:ids) or id = :payer order by id for update")
                .param("ids", credited)
                .param("payer", payer)
                .query(UUID.class)
                .list();
        database.sql("insert into entry (id, kind, debited, credited, amount, entered_at)"
                        + " select id, 'CAPTURE', :payer, credited, amount, " + NOT_BEFORE_THE_DAY
                        + " from unnest(:ids, :credited, :amounts) as capture (id, credited, amount)")
                .param("payer", payer)
                .param("at", Timestamp.from(at))
                .param("ids", ids)
                .param("credited", credited)
                .param("amounts", amounts)
                .update();
        database.sql(
                        "update account set balance = balance + captured.amount from (select credited, sum(amount) as amount"
                                + " from unnest(:credited, :amounts) as capture (credited, amount) group by credited) as captured"
                                + " where account.id = captured.credited")
                .param("credited", credited)
                .param("amounts", amounts)
                .update();
        return apply(
                new Change(payer, 0, -captures.stream().mapToLong(Entry::amount).sum()));
    }

    Deposit deposit(UUID id) {
        return database.sql("select id, credited as account, amount, entered_at from entry"
                        + " where id = :id and kind = 'DEPOSIT'")
                .param("id", id)
                .query(Deposit.class)
                .single();
    }

    Withdrawal withdrawal(UUID id) {
        return database.sql("select entry.id, debited as account, entry.amount, entered_at, coalesce(fee, 0) as fee,"
                        + " coalesce(status, 'REQUESTED') as status from entry left join withdrawal on withdrawal.id = entry.id"
                        + " where entry.id = :id and kind = 'WITHDRAWAL'")
                .param("id", id)
                .query(Withdrawal.class)
                .single();
    }

    /** Both sides of an account's entries, of one kind where it is named, in the order in which they were entered. */
    public Page<Posting> postings(UUID account, Kind kind, PageRequest page) {
        return list.page(page, Filter.all().with("account", account).with("kind", kind));
    }

    boolean exists(UUID id, Kind kind) {
        return database.sql("select exists (select from entry where id = :id and kind = :kind)")
                .param("id", id)
                .param("kind", kind.name())
                .query(Boolean.class)
                .single();
    }

    /** All at one instant; each account is compared with its own entries, the world outside too, and what is held with the holds. */
    public Totals totals() {
        database.sql("set local statement_timeout = '20s'").update();
        return database.sql(
                        "with entered as (select account, coalesce(sum(amount) filter (where pocket = 'FREE'), 0) as free,"
                                + " coalesce(sum(amount) filter (where pocket = 'HELD'), 0) as held from posting group by account),"
                                + " holds as (select payer, sum(amount) as held from hold where status = 'HELD' group by payer)"
                                + " select (select coalesce(sum(amount), 0) from entry where kind = 'DEPOSIT')::bigint as deposits,"
                                + " (select coalesce(sum(amount), 0) from entry where kind = 'WITHDRAWAL')::bigint as withdrawals,"
                                + " coalesce(sum(balance) filter (where owner is not null), 0)::bigint as balances,"
                                + " coalesce(sum(account.held) filter (where owner is not null), 0)::bigint as held,"
                                + " count(*) filter (where balance <> coalesce(entered.free, 0) or account.held <> coalesce(entered.held, 0)"
                                + " or account.held <> coalesce(holds.held, 0)) as wrong_accounts"
                                + " from account left join entered on entered.account = account.id"
                                + " left join holds on holds.payer = account.id")
                .query(Totals.class)
                .single();
    }
}
