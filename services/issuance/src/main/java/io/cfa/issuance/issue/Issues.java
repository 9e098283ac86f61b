package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * All issues, and the rule of how they go on: an issuer drafts one and adds the decision's document, both once; an operator approves it, if the
 * document is there and compliance has approved the issuer, or rejects it; an approved one is placed by its issuer, and is open as soon as
 * registry has the asset and settlement the offer. An issuer sees its own issues, an investor the open ones, operators and services all.
 */
@Repository
class Issues {

    /** A placement has been asked for; heard by {@link PlacementWorker} once that is committed. */
    record PlacementBegun(UUID id) {}

    private static final String ALL =
            "id, issuer, name, units, unit_price, status, decision_sha256, reviewed_by, reason, drafted_at";
    private static final String SELECT = "select " + ALL + " from issue ";

    private static final String CLAIM = "update issue set tried = tried + 1, try_at = now() + interval '30 seconds'"
            + " where id = (select id from issue where %s for update skip locked) returning " + ALL;

    private final JdbcClient database;
    private final EventPublisher events;
    private final ApplicationEventPublisher inside;
    private final Clock clock = Clock.systemUTC();

    Issues(JdbcClient database, EventPublisher events, ApplicationEventPublisher inside) {
        this.database = database;
        this.events = events;
        this.inside = inside;
    }

    /** Drafts an issue, or returns what the issuer has drafted under its id before, if the terms are the same. */
    @Transactional
    Issue draft(UUID id, String issuer, IssueApi.Draft draft) {
        if (draft.units() > Long.MAX_VALUE / draft.unitPrice()) {
            throw DomainException.unprocessable(
                    "issue-too-large", "All units together cost more than can be counted in kopecks.");
        }
        int added = database.sql("insert into issue (id, issuer, name, units, unit_price, status, drafted_at)"
                        + " values (:id, :issuer, :name, :units, :unitPrice, 'DRAFT', :at) on conflict (id) do nothing")
                .param("id", id)
                .param("issuer", issuer)
                .param("name", draft.name())
                .param("units", draft.units())
                .param("unitPrice", draft.unitPrice())
                .param("at", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .update();
        Issue issue = withId(id).orElseThrow();
        if (added == 1) {
            events.publish("issuance.issue-drafted", id.toString(), issue);
        } else if (!issue.issuer().equals(issuer) || !draft.isThatOf(issue)) {
            throw DomainException.conflict("id-taken", "Another issue stands under this id.");
        }
        return issue;
    }

    /** The issuer's own issue, if it awaits the decision with this SHA-256 or has it already. */
    Issue awaitingDecision(UUID id, String issuer, String sha256) {
        return awaitsDecision(
                withId(id).filter(issue -> issue.issuer().equals(issuer)).orElseThrow(Issues::noSuchIssue), sha256);
    }

    private static Issue awaitsDecision(Issue issue, String sha256) {
        if (issue.decisionSha256() != null && !issue.decisionSha256().equals(sha256)) {
            throw DomainException.conflict("id-taken", "The issue has another decision already.");
        }
        if (issue.decisionSha256() == null && issue.status() != Status.DRAFT) {
            throw DomainException.conflict(
                    "not-a-draft", "A decision is added to a draft; the issue is " + issue.status() + ".");
        }
        return issue;
    }

    /** The decision's document is stored. */
    @Transactional
    Issue decisionStored(UUID id, String sha256) {
        Issue issue = awaitsDecision(locked(id), sha256);
        if (issue.decisionSha256() != null) {
            return issue;
        }
        database.sql("update issue set decision_sha256 = :sha256 where id = :id")
                .param("id", id)
                .param("sha256", sha256)
                .update();
        return changed("issuance.decision-stored", id);
    }

    /** An operator approves a draft; approving what is approved changes nothing. */
    @Transactional
    Issue approve(UUID id, String operator, boolean issuerIsApproved) {
        Issue issue = locked(id);
        if (issue.status() == Status.REJECTED) {
            throw DomainException.conflict("not-a-draft", "The issue has been rejected.");
        }
        if (issue.status() != Status.DRAFT) {
            return issue;
        }
        if (issue.decisionSha256() == null) {
            throw DomainException.conflict("no-decision", "The issue has no decision yet.");
        }
        if (!issuerIsApproved) {
            throw DomainException.conflict("issuer-not-approved", "Compliance has not approved the issuer.");
        }
        database.sql("update issue set status = 'APPROVED', reviewed_by = :operator where id = :id")
                .param("id", id)
                .param("operator", operator)
                .update();
        return changed("issuance.issue-approved", id);
    }

    /** An operator rejects a draft. */
    @Transactional
    Issue reject(UUID id, String operator, String reason) {
        Issue issue = locked(id);
        if (issue.status() == Status.REJECTED && issue.reason().equals(reason)) {
            return issue;
        }
        if (issue.status() != Status.DRAFT) {
            throw DomainException.conflict("not-a-draft", "A draft is rejected; the issue is " + issue.status() + ".");
        }
        database.sql("update issue set status = 'REJECTED', reviewed_by = :operator, reason = :reason where id = :id")
                .param("id", id)
                .param("operator", operator)
                .param("reason", reason)
                .update();
        return changed("issuance.issue-rejected", id);
    }

    /** An issuer has its approved issue placed; what is being placed or open stays as it is. */
    @Transactional
    Issue place(UUID id, String issuer) {
        Issue issue = locked(id);
        if (!issue.issuer().equals(issuer)) {
            throw noSuchIssue();
        }
        if (issue.status() == Status.OPENING || issue.status() == Status.OPEN) {
            return issue;
        }
        if (issue.status() != Status.APPROVED) {
            throw DomainException.conflict(
                    "not-approved", "An approved issue is placed; this one is " + issue.status() + ".");
        }
        database.sql("update issue set status = 'OPENING', try_at = now() + interval '5 seconds' where id = :id")
                .param("id", id)
                .update();
        inside.publishEvent(new PlacementBegun(id));
        return changed("issuance.placement-begun", id);
    }

    /** An issue whose placement has just been asked for, to be driven right after; unless the process dies, nobody else gets it. */
    Optional<Issue> placeFirst(UUID id) {
        return claim(
                database.sql(CLAIM.formatted("id = :id and try_at is not null")).param("id", id));
    }

    /**
     * An issue whose placement is to be driven on now; of all who ask at the same time, one gets it. Where that one dies before it says how it
     * went, the next gets it 30 seconds later.
     */
    Optional<Issue> nextToPlace() {
        return claim(database.sql(CLAIM.formatted("try_at <= now() order by try_at limit 1")));
    }

    private static Optional<Issue> claim(StatementSpec statement) {
        return statement.query(Issue.class).optional();
    }

    /** Registry has the asset and settlement the offer. */
    @Transactional
    void placed(UUID id) {
        if (locked(id).status() == Status.OPENING) {
            database.sql("update issue set status = 'OPEN', try_at = null where id = :id")
                    .param("id", id)
                    .update();
            changed("issuance.issue-opened", id);
        }
    }

    /** Tries again after 1, 2, 4, 8, 16, and from then on every 30 seconds. */
    void placeLater(UUID id) {
        database.sql("update issue set try_at = now() + least(30, power(2, least(tried, 6) - 1)) * interval '1 second'"
                        + " where id = :id and status = 'OPENING'")
                .param("id", id)
                .update();
    }

    /** One issue, if the caller may see it. */
    Issue seenBy(Authentication caller, UUID id) {
        return withId(id)
                .filter(issue -> CallerRoles.hasRole(caller, "operator", "service")
                        || CallerRoles.hasRole(caller, "issuer") && CallerRoles.is(caller, issue.issuer())
                        || CallerRoles.hasRole(caller, "investor") && issue.status() == Status.OPEN)
                .orElseThrow(Issues::noSuchIssue);
    }

    /** One issue, if the caller may read its decision: an investor may not. */
    Issue reviewedBy(Authentication caller, UUID id) {
        return withId(id)
                .filter(issue -> CallerRoles.hasRole(caller, "operator") || CallerRoles.is(caller, issue.issuer()))
                .orElseThrow(Issues::noSuchIssue);
    }

    /** The youngest hundred that the caller may see. */
    List<Issue> seenBy(Authentication caller) {
        return database.sql(SELECT + "where :all or (:own and issuer = :caller) or (:open and status = 'OPEN')"
                        + " order by drafted_at desc, id limit 100")
                .param("all", CallerRoles.hasRole(caller, "operator", "service"))
                .param("own", CallerRoles.hasRole(caller, "issuer"))
                .param("open", CallerRoles.hasRole(caller, "investor"))
                .param("caller", caller.getName())
                .query(Issue.class)
                .list();
    }

    private Optional<Issue> withId(UUID id) {
        return database.sql(SELECT + "where id = :id")
                .param("id", id)
                .query(Issue.class)
                .optional();
    }

    /** Until the transaction ends, nobody else changes it. */
    private Issue locked(UUID id) {
        return database.sql(SELECT + "where id = :id for update")
                .param("id", id)
                .query(Issue.class)
                .optional()
                .orElseThrow(Issues::noSuchIssue);
    }

    private Issue changed(String event, UUID id) {
        Issue issue = withId(id).orElseThrow();
        events.publish(event, id.toString(), issue);
        return issue;
    }

    private static DomainException noSuchIssue() {
        return DomainException.notFound("There is no such issue.");
    }
}
