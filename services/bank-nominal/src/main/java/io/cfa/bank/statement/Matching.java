package io.cfa.bank.statement;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which movements are which entries: by sets, so that ten thousand are matched as fast as one. A movement and an entry are the same where the movement names the
 * entry's id, and both are as much and go the same way; or where it names an account, to which that much was credited and which no other movement is.
 */
@Repository
class Matching {

    private static final String OPEN = "line.entry is null and not line.explained";

    /** No movement is it, and no correction has undone it or is it. */
    private static final String FREE = "not exists (select from statement_line other where other.entry = entry.seq)"
            + " and not exists (select from difference undone where undone.entry = entry.seq and undone.correction is not null)"
            + " and not exists (select from difference undoing where undoing.correction = entry.seq)";

    private final JdbcClient database;

    Matching(JdbcClient database) {
        this.database = database;
    }

    /** Movements that name an entry; of all statements, as an entry may come after its movement. */
    int byEntry() {
        return database.sql("update statement_line set entry = found.entry from (select distinct on (entry.seq)"
                        + " line.id as line, entry.seq as entry from statement_line line join entry on entry.id = line.reference"
                        + " and entry.amount = line.amount"
                        + " and entry.kind = case when line.credit then 'DEPOSIT' else 'WITHDRAWAL' end"
                        + " where " + OPEN + " and " + FREE
                        + " order by entry.seq, line.booked, line.id) found where statement_line.id = found.line")
                .update();
    }

    /** Movements that name an account, with deposits on it since then, the oldest first. */
    int byAccount(Instant since) {
        return database.sql(
                        "with line as (select line.id, line.reference, line.amount, row_number() over"
                                + " (partition by line.reference, line.amount order by line.booked, line.id) as place"
                                + " from statement_line line join account on account.id = line.reference where line.credit and "
                                + OPEN + "), free as (select entry.seq, entry.credited, entry.amount, row_number() over"
                                + " (partition by entry.credited, entry.amount order by entry.seq) as place from entry"
                                + " where entry.kind = 'DEPOSIT' and entry.entered_at >= :since"
                                + " and entry.credited in (select reference from line) and " + FREE + ")"
                                + " update statement_line set entry = free.seq from line join free on free.credited = line.reference"
                                + " and free.amount = line.amount and free.place = line.place where statement_line.id = line.id")
                .param("since", Timestamp.from(since))
                .update();
    }

    /** Movements of a statement that are no entry, or one of another amount. */
    void listLines(UUID statement, Instant at) {
        database.sql("insert into difference (id, statement, kind, line, entry, amount, found_at)"
                        + " select gen_random_uuid(), line.statement,"
                        + " case when entry.seq is null then 'LINE_WITHOUT_ENTRY' else 'OTHER_AMOUNT' end, line.id, entry.seq,"
                        + " case when line.credit then 1 else -1 end * (line.amount - coalesce(entry.amount, 0)), :at"
                        + " from statement_line line left join entry on entry.id = line.reference"
                        + " and entry.kind = case when line.credit then 'DEPOSIT' else 'WITHDRAWAL' end and " + FREE
                        + " and not exists (select from difference known where known.entry = entry.seq)"
                        + " where line.statement = :statement and " + OPEN + " on conflict do nothing")
                .param("statement", statement)
                .param("at", Timestamp.from(at))
                .update();
        // two movements that both name one entry of another amount: the second is one without an entry
        database.sql("insert into difference (id, statement, kind, line, amount, found_at)"
                        + " select gen_random_uuid(), line.statement, 'LINE_WITHOUT_ENTRY', line.id,"
                        + " case when line.credit then line.amount else -line.amount end, :at from statement_line line"
                        + " where line.statement = :statement and " + OPEN
                        + " and not exists (select from difference where difference.line = line.id)")
                .param("statement", statement)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** What came in or went out by our books within a time and no movement tells of. */
    void listEntries(UUID statement, Instant from, Instant until, Instant at) {
        database.sql("insert into difference (id, statement, kind, entry, amount, found_at)"
                        + " select gen_random_uuid(), :statement, 'ENTRY_WITHOUT_LINE', entry.seq,"
                        + " case when entry.kind = 'DEPOSIT' then -entry.amount else entry.amount end, :at from entry"
                        + " where entry.kind in ('DEPOSIT', 'WITHDRAWAL') and entry.entered_at >= :from and entry.entered_at < :until"
                        + " and " + FREE
                        + " and not exists (select from difference known where known.entry = entry.seq)")
                .param("statement", statement)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Differences whose movement has an entry by now, or the other way round, are none any more. */
    int resolve(Instant at) {
        return database.sql("update difference set status = 'RESOLVED', resolution = 'MATCHED', resolved_at = :at"
                        + " where status <> 'RESOLVED' and (exists (select from statement_line line where line.id = difference.line"
                        + " and line.entry is not null) or difference.line is null and exists (select from statement_line line"
                        + " where line.entry = difference.entry))")
                .param("at", Timestamp.from(at))
                .update();
    }
}
