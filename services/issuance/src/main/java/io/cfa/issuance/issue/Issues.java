package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
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

/** The table of issues. */
@Repository
class Issues {

    private static final String ALL =
            "id, issuer, name, units, unit_price, status, decision_sha256, reviewed_by, reason, drafted_at,"
                    + " case when status = 'OPEN' then coalesce(offer, id) end as offer,"
                    + " opens_at, closes_at, minimum_units, most_per_investor, qualified_only, outcome";
    private static final String SELECT = "select " + ALL + " from issue ";
    private static final Map<String, List<SortKey>> SORTS = Map.of(
            "draftedAt", List.of(SortKey.time("drafted_at"), SortKey.uuid("id")),
            "name", List.of(SortKey.text("name"), SortKey.uuid("id")),
            "unitPrice", List.of(SortKey.number("unit_price"), SortKey.uuid("id")));

    private final JdbcClient database;
    private final KeysetQuery<Issue> list;

    Issues(JdbcClient database) {
        this.database = database;
        this.list = KeysetQuery.of(database, SELECT, Issue.class, SORTS);
    }

    /** Writes a draft down, unless an issue stands under its id; tells whether this call did it. */
    boolean add(UUID id, String issuer, IssueTerms terms, Instant at) {
        return database.sql(
                                "insert into issue (id, issuer, name, units, unit_price, status, drafted_at, opens_at, closes_at,"
                                        + " minimum_units, most_per_investor, qualified_only)"
                                        + " values (:id, :issuer, :name, :units, :unitPrice, 'DRAFT', :at, :opens, :closes,"
                                        + " :minimum, :most, :qualified) on conflict (id) do nothing")
                        .param("id", id)
                        .param("issuer", issuer)
                        .param("name", terms.name())
                        .param("units", terms.units())
                        .param("unitPrice", terms.unitPrice())
                        .param("opens", timestamp(terms.opensAt()))
                        .param("closes", timestamp(terms.closesAt()))
                        .param("minimum", terms.minimumUnits())
                        .param("most", terms.mostPerInvestor())
                        .param("qualified", terms.qualifiedOnly())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    private static Timestamp timestamp(Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    void decide(UUID id, String sha256) {
        database.sql("update issue set decision_sha256 = :sha256 where id = :id")
                .param("id", id)
                .param("sha256", sha256)
                .update();
    }

    void review(UUID id, Status status, String operator, String reason) {
        database.sql("update issue set status = :status, reviewed_by = :operator, reason = :reason where id = :id")
                .param("id", id)
                .param("status", status.name())
                .param("operator", operator)
                .param("reason", reason)
                .update();
    }

    /** Those that somebody may see: all, or an issuer's own, or the open ones; of these, what is asked for. */
    Page<Issue> page(Seer seer, Status status, String issuer, PageRequest page) {
        Filter seen = seer.all()
                ? Filter.all()
                : Filter.all()
                        .with(
                                "(issuer = :seer" + (seer.open() ? " or status = 'OPEN')" : ")"),
                                "seer",
                                seer.issuer() == null ? "" : seer.issuer());
        return list.page(page, seen.with("status", status).with("issuer", issuer));
    }

    /**
     * Who asks for a list.
     *
     * @param all    sees every issue
     * @param issuer sees those of this login; null where it is no issuer
     * @param open   sees the open ones
     */
    record Seer(boolean all, String issuer, boolean open) {}

    Optional<Issue> withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Issue.class)
                .optional();
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Issue> locked(UUID id) {
        return database.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(Issue.class)
                .optional();
    }
}
