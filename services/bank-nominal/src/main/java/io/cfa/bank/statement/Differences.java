package io.cfa.bank.statement;

import io.cfa.bank.statement.Difference.Status;
import io.cfa.kit.page.Filter;
import io.cfa.kit.page.KeysetQuery;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.page.SortKey;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of differences. */
@Repository
class Differences {

    private static final String SELECT = "select difference.id, difference.statement, difference.kind, line,"
            + " entry.id as entry_id, difference.amount, statement_line.booked::text as booked, end_to_end, remittance,"
            + " found_at, status, case when corrected then 'CORRECTED' else resolution end as resolution, difference.account, reason, proposed_by, resolved_by from difference"
            + " left join statement_line on statement_line.id = difference.line"
            + " left join entry on entry.seq = difference.entry";

    private static final Map<String, List<SortKey>> SORTS =
            Map.of("foundAt", List.of(SortKey.time("found_at"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Difference> list;

    Differences(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Difference.class, SORTS);
    }

    Page<Difference> page(Status status, UUID statement, PageRequest page) {
        return list.page(page, Filter.all().with("status", status).with("statement", statement));
    }

    Optional<Difference> withId(UUID id) {
        return database.sql(SELECT + " where difference.id = :id")
                .param("id", id)
                .query(Difference.class)
                .optional();
    }

    /** What an operator proposes. */
    record Proposal(Difference.Resolution resolution, UUID account, String reason, String operator) {}

    void propose(UUID id, Proposal proposal) {
        boolean corrects = proposal.resolution() == Difference.Resolution.CORRECTED;
        database.sql(
                        "update difference set status = 'PROPOSED', resolution = :resolution, corrected = :corrected, account = :account,"
                                + " reason = :reason, proposed_by = :by where id = :id")
                .param("id", id)
                // the release before knows of no corrections
                .param("resolution", (corrects ? Difference.Resolution.EXPLAINED : proposal.resolution()).name())
                .param("corrected", corrects)
                .param("account", proposal.account())
                .param("reason", proposal.reason())
                .param("by", proposal.operator())
                .update();
    }

    /** Another operator has approved it. */
    void resolve(UUID id, String operator, Instant at) {
        database.sql("update difference set status = 'RESOLVED', resolved_by = :by, resolved_at = :at where id = :id")
                .param("id", id)
                .param("by", operator)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** The account of the deposit that the bank has otherwise, or not at all; empty where there is none, or a movement is that deposit by now. */
    Optional<UUID> wronglyCredited(UUID id) {
        return database.sql(
                        "select credited from difference join entry on entry.seq = difference.entry and entry.kind = 'DEPOSIT'"
                                + " where difference.id = :id and not exists (select from statement_line where entry = difference.entry)")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    /** The deposit is what the bank says, together with the entry under the difference's own id; neither is looked for any more. */
    void correct(UUID id) {
        database.sql("update difference set correction = entry.seq from entry where difference.id = :id"
                        + " and entry.id = :id and entry.kind in ('DEPOSIT', 'WITHDRAWAL')")
                .param("id", id)
                .update();
        database.sql("update statement_line set entry = difference.entry from difference where difference.id = :id"
                        + " and statement_line.id = difference.line")
                .param("id", id)
                .update();
    }

    /** Its movement is no entry of ours, and is not looked for any more. */
    void explain(UUID line) {
        database.sql("update statement_line set explained = true where id = :id")
                .param("id", line)
                .update();
    }

    /** Its movement is the deposit that was entered under its own id. */
    void match(UUID line) {
        database.sql("update statement_line set entry = entry.seq from entry where statement_line.id = :id"
                        + " and entry.id = :id and entry.kind = 'DEPOSIT'")
                .param("id", line)
                .update();
    }

    Optional<String> owner(UUID account) {
        return database.sql("select owner from account where id = :id and owner is not null")
                .param("id", account)
                .query(String.class)
                .optional();
    }
}
