package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of drafts and of who sees an issue: an id is used once, its terms make sense; an issuer sees its own issues, an
 * investor the open ones, operators all.
 */
@Service
public class IssueService {

    private final Issues issues;
    private final EventPublisher events;
    private final Clock clock;

    IssueService(Issues issues, EventPublisher events, Clock clock) {
        this.issues = issues;
        this.events = events;
        this.clock = clock;
    }

    /** Drafts an issue, or returns what the issuer has drafted under its id before, if the terms are the same. */
    @Transactional
    Upsert<Issue> draft(UUID id, String issuer, IssueTerms terms) {
        Instant now = clock.instant();
        terms.check();
        if (issues.withId(id).isEmpty()) {
            terms.checkAhead(now);
        }
        boolean added = issues.add(id, issuer, terms, now);
        Issue issue = issues.withId(id).orElseThrow();
        if (added) {
            events.publish("issuance.issue-drafted", id.toString(), issue);
        } else if (!issue.issuer().equals(issuer) || !terms.areThoseOf(issue)) {
            throw DomainException.conflict("id-taken", "Another issue stands under this id.");
        }
        return new Upsert<>(issue, added);
    }

    /** One issue, whoever asks. */
    public Optional<Issue> withId(UUID id) {
        return issues.withId(id);
    }

    /** One issue, if the caller may see it. */
    Issue seenBy(Authentication caller, UUID id) {
        return issues.withId(id)
                .filter(issue -> CallerRoles.hasRole(caller, "operator", "issuance.read-issues")
                        || CallerRoles.hasRole(caller, "issuer") && CallerRoles.is(caller, issue.issuer())
                        || CallerRoles.hasRole(caller, "investor") && issue.status() == Status.OPEN)
                .orElseThrow(IssueService::noSuchIssue);
    }

    /** Those that the caller may see, and of these what is asked for. */
    Page<Issue> seenBy(Authentication caller, Status status, String issuer, PageRequest page) {
        Issues.Seer seer = new Issues.Seer(
                CallerRoles.hasRole(caller, "operator", "issuance.read-issues"),
                CallerRoles.hasRole(caller, "issuer") ? caller.getName() : null,
                CallerRoles.hasRole(caller, "investor"));
        return issues.page(seer, status, issuer, page);
    }

    /** What is said to whoever may not know of an issue too. */
    public static DomainException noSuchIssue() {
        return DomainException.notFound("There is no such issue.");
    }
}
