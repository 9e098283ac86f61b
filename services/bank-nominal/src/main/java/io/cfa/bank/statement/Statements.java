package io.cfa.bank.statement;

import io.cfa.bank.camt.CamtLine;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of statements and of their movements. */
@Repository
class Statements {

    private static final String SELECT = "select id, account, bank_id, day, opening, credits, debits, closing, lines,"
            + " (select count(entry) from statement_line where statement_line.statement = statement.id) as matched,"
            + " (select count(*) from difference where difference.statement = statement.id and status <> 'RESOLVED')"
            + " as differences, (select balance from closing where closing.day = statement.day) as believed,"
            + " encode(sha256, 'hex') as sha256, imported_by, imported_at from statement";

    private static final Map<String, List<SortKey>> SORTS = Map.of("day", List.of(SortKey.time("day_at")));

    /** Of this database's advisory locks, that of the statements. */
    private static final long LOCK = 20022;

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final KeysetQuery<Statement> list;

    Statements(JdbcClient database, JdbcTemplate batches) {
        this.database = database;
        this.batches = batches;
        this.list = KeysetQuery.of(
                database,
                "select *, day::timestamp at time zone 'UTC' as day_at from (" + SELECT + ") as taken",
                Statement.class,
                SORTS);
    }

    /** Until the transaction ends, nobody else takes a statement, matches one or works a difference off. */
    void lock() {
        database.sql("select pg_advisory_xact_lock(:statements)")
                .param("statements", LOCK)
                .query(row -> {});
    }

    Optional<Statement> withId(UUID id) {
        return database.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(Statement.class)
                .optional();
    }

    /** The one of the last day. */
    Optional<Statement> last(String account) {
        return database.sql(SELECT + " where account = :account order by day desc limit 1")
                .param("account", account)
                .query(Statement.class)
                .optional();
    }

    /** The first day that a statement was taken of. */
    LocalDate firstDay(String account) {
        return database.sql("select min(day) from statement where account = :account")
                .param("account", account)
                .query(LocalDate.class)
                .single();
    }

    boolean has(String account, String bankId) {
        return database.sql("select exists (select from statement where account = :account and bank_id = :id)")
                .param("account", account)
                .param("id", bankId)
                .query(Boolean.class)
                .single();
    }

    /** Writes a statement down whose movements come after it; what they come to is put down with {@link #close}. */
    void add(Statement statement) {
        database.sql(
                        "insert into statement (id, account, bank_id, day, opening, closing, credits, debits, lines, sha256,"
                                + " imported_by, imported_at) values (:id, :account, :bank, :day, :opening, :closing, :credits,"
                                + " :debits, :lines, :sha256, :by, :at)")
                .param("id", statement.id())
                .param("account", statement.account())
                .param("bank", statement.bankId())
                .param("day", statement.day())
                .param("opening", statement.opening())
                .param("closing", statement.closing())
                .param("credits", statement.credits())
                .param("debits", statement.debits())
                .param("lines", statement.lines())
                .param("sha256", HexFormat.of().parseHex(statement.sha256()))
                .param("by", statement.importedBy())
                .param("at", Timestamp.from(statement.importedAt()))
                .update();
    }

    /** What the movements have come to. */
    void close(UUID statement, long credits, long debits, int lines) {
        database.sql(
                        "update statement set credits = :credits, debits = :debits, closing = opening + :credits - :debits,"
                                + " lines = :lines where id = :id")
                .param("id", statement)
                .param("credits", credits)
                .param("debits", debits)
                .param("lines", lines)
                .update();
    }

    /** The numbers, of these lines, that the bank has told of before. */
    Optional<CamtLine> toldBefore(List<CamtLine> lines) {
        String[] references = lines.stream()
                .map(CamtLine::bankReference)
                .filter(r -> r != null)
                .toArray(String[]::new);
        List<String> known = database.sql("select bank_reference || ' ' || part from statement_line"
                        + " where bank_reference = any(:references)")
                .param("references", references)
                .query(String.class)
                .list();
        return lines.stream()
                .filter(line -> known.contains(line.bankReference() + " " + line.part()))
                .findFirst();
    }

    /** Writes movements down, behind so many of before. */
    void addLines(UUID statement, int before, List<CamtLine> lines) {
        batches.batchUpdate(
                "insert into statement_line (id, statement, number, credit, amount, booked, bank_reference, part,"
                        + " end_to_end, remittance, reference) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                lines,
                lines.size(),
                new Numbered(statement, before)::set);
    }

    private static final class Numbered {

        private final UUID statement;
        private int number;

        Numbered(UUID statement, int before) {
            this.statement = statement;
            this.number = before;
        }

        void set(PreparedStatement insert, CamtLine line) throws SQLException {
            number++;
            String key = "line " + number + " of statement " + statement;
            insert.setObject(1, UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
            insert.setObject(2, statement);
            insert.setInt(3, number);
            insert.setBoolean(4, line.credit());
            insert.setLong(5, line.amount());
            insert.setDate(6, Date.valueOf(line.booked()));
            insert.setString(7, line.bankReference());
            insert.setInt(8, line.part());
            insert.setString(9, line.endToEnd());
            insert.setString(10, line.remittance());
            insert.setObject(11, line.reference(), Types.OTHER);
        }
    }

    Page<Statement> page(PageRequest page) {
        return list.page(page, Filter.all());
    }
}
