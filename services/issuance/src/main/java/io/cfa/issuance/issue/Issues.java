package io.cfa.issuance.issue;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All issues; an id is drafted once. */
@Repository
class Issues {

    private static final String SELECT = "select id, issuer, name, units, unit_price, status, drafted_at from issue ";

    private final JdbcClient database;
    private final Clock clock = Clock.systemUTC();

    Issues(JdbcClient database) {
        this.database = database;
    }

    /** Drafts an issue, or returns what stands under its id already. */
    Issue draft(UUID id, String issuer, IssueApi.Draft draft) {
        database.sql("insert into issue (id, issuer, name, units, unit_price, status, drafted_at)"
                        + " values (:id, :issuer, :name, :units, :unitPrice, 'DRAFT', :at) on conflict (id) do nothing")
                .param("id", id)
                .param("issuer", issuer)
                .param("name", draft.name())
                .param("units", draft.units())
                .param("unitPrice", draft.unitPrice())
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        return withId(id).orElseThrow();
    }

    Optional<Issue> withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Issue.class)
                .optional();
    }

    /** The issuer's own, the youngest first. */
    List<Issue> of(String issuer) {
        return database.sql(SELECT + "where issuer = :issuer order by drafted_at desc, id limit 100")
                .param("issuer", issuer)
                .query(Issue.class)
                .list();
    }
}
