package io.cfa.bank.closing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.Sha256;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what days have closed with, and what the entries of a day add up to. */
@Repository
class Closings {

    private static final String SELECT = "select number, day, deposits, withdrawals, balance, entries,"
            + " encode(accounts, 'hex') as accounts, encode(hash, 'hex') as hash, closed_at from closing";

    private static final Map<String, List<SortKey>> SORTS = Map.of("number", List.of(SortKey.number("number")));

    /** Of this database's advisory locks, the chain's. */
    private static final long LOCK = 53;

    private final JdbcClient database;
    private final KeysetQuery<Closing> list;

    Closings(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Closing.class, SORTS);
    }

    /** What a day's entries add up to. */
    record Day(long deposits, long withdrawals, long entries) {}

    /** Until the transaction ends, nobody else closes a day. */
    void lock() {
        database.sql("select pg_advisory_xact_lock(:chain)")
                .param("chain", LOCK)
                .query(row -> {});
    }

    Optional<Closing> last() {
        return database.sql(SELECT + " order by number desc limit 1")
                .query(Closing.class)
                .optional();
    }

    /** When the first entry was entered. */
    Optional<Instant> firstEntry() {
        return database.sql("select entered_at from entry order by entered_at limit 1")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    Day day(Instant from, Instant until) {
        return database.sql("select coalesce(sum(amount) filter (where kind = 'DEPOSIT'), 0)::bigint as deposits,"
                        + " coalesce(sum(amount) filter (where kind = 'WITHDRAWAL'), 0)::bigint as withdrawals,"
                        + " count(*) as entries from entry where entered_at >= :from and entered_at < :until")
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .query(Day.class)
                .single();
    }

    /** Writes down what the accounts have that a day has moved. */
    void addBalances(LocalDate day, Instant from, Instant until) {
        database.sql("insert into closing_balance (day, account, free, held) select :day, account, free, held from ("
                        + balances(":day") + ") moved")
                .param("day", day)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .update();
    }

    /** What they have by the entries of that day and by what they had before it. */
    private static String balances(String day) {
        return "select moved.account, coalesce(before.free, 0) + moved.free as free, coalesce(before.held, 0) + moved.held"
                + " as held from (select account, coalesce(sum(amount) filter (where pocket = 'FREE'), 0)::bigint as free,"
                + " coalesce(sum(amount) filter (where pocket = 'HELD'), 0)::bigint as held from posting"
                + " where entered_at >= :from and entered_at < :until group by account) moved left join lateral"
                + " (select free, held from closing_balance where closing_balance.account = moved.account"
                + " and closing_balance.day < " + day + " order by closing_balance.day desc limit 1) before on true";
    }

    /** The digest of what was written down of a day's accounts. */
    String writtenAccounts(LocalDate day) {
        return digest(database.sql("select account, free, held from closing_balance where day = :day order by account")
                .param("day", day));
    }

    /** The digest of what the entries say that a day's accounts have. */
    String enteredAccounts(LocalDate day, Instant from, Instant until) {
        return digest(database.sql("select account, free, held from (" + balances(":day") + ") moved order by account")
                .param("day", day)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until)));
    }

    private static String digest(JdbcClient.StatementSpec accounts) {
        MessageDigest digest = Sha256.digest();
        RowCallbackHandler line = row -> digest.update("%s %d %d\n"
                .formatted(row.getString("account"), row.getLong("free"), row.getLong("held"))
                .getBytes(UTF_8));
        accounts.withFetchSize(1000).query(line);
        return HexFormat.of().formatHex(digest.digest());
    }

    void add(Closing closing, Instant endsAt) {
        database.sql(
                        "insert into closing (day, number, ends_at, deposits, withdrawals, balance, entries, accounts, hash,"
                                + " closed_at) values (:day, :number, :ends, :deposits, :withdrawals, :balance, :entries, :accounts,"
                                + " :hash, :at)")
                .param("day", closing.day())
                .param("number", closing.number())
                .param("ends", Timestamp.from(endsAt))
                .param("deposits", closing.deposits())
                .param("withdrawals", closing.withdrawals())
                .param("balance", closing.balance())
                .param("entries", closing.entries())
                .param("accounts", HexFormat.of().parseHex(closing.accounts()))
                .param("hash", HexFormat.of().parseHex(closing.hash()))
                .param("at", Timestamp.from(closing.closedAt()))
                .update();
    }

    /** All days in their order. */
    void each(Consumer<Closing> what) {
        database.sql(SELECT + " order by number").query(Closing.class).list().forEach(what);
    }

    Page<Closing> page(PageRequest page) {
        return list.page(page, Filter.all());
    }

    Optional<Closing> of(LocalDate day) {
        return database.sql(SELECT + " where day = :day")
                .param("day", day)
                .query(Closing.class)
                .optional();
    }
}
