package io.cfa.issuance.placement;

import io.cfa.issuance.issue.Issue;
import io.cfa.issuance.issue.IssueService;
import io.cfa.issuance.issue.IssueTerms;
import io.cfa.issuance.placement.OfferClient.Offer;
import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.Precondition;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of how placements end: an issuer ends or extends its own, an operator cancels any but their own, and what settlement says became of it is written
 * down once. That an end was asked for is written down before settlement is, so that a lost answer is asked for again.
 */
@Service
class PlacementEnd {

    private final IssueService issues;
    private final PlacedIssues placed;
    private final EventPublisher events;
    private final Clock clock;

    PlacementEnd(IssueService issues, PlacedIssues placed, EventPublisher events, Clock clock) {
        this.issues = issues;
        this.placed = placed;
        this.events = events;
        this.clock = clock;
    }

    /** The issue whose placement is to be ended now by its issuer, or by an operator where they may. */
    @Transactional
    Issue ending(UUID id, Authentication caller, boolean byOperators, Precondition precondition) {
        Issue issue = open(id, caller, byOperators, precondition);
        placed.endAsked(id);
        return issue;
    }

    /** The issuer's own issue, if its placement may have that deadline; what is wrong with it is said here, with its field, before settlement is asked. */
    Issue extending(UUID id, Authentication caller, Instant closesAt, Precondition precondition) {
        Issue issue = open(id, caller, false, precondition);
        if (issue.outcome() != null) {
            throw DomainException.conflict("placement-over", "The placement has ended: " + issue.outcome() + ".");
        }
        IssueTerms.checkDeadline(closesAt, clock.instant());
        if (issue.closesAt() == null || closesAt.isBefore(issue.closesAt())) {
            throw DomainException.unprocessable(
                            "deadline-earlier", "A placement is extended to a later deadline than it has.")
                    .about("closesAt");
        }
        return issue;
    }

    private Issue open(UUID id, Authentication caller, boolean byOperators, Precondition precondition) {
        Issue issue = issues.withId(id)
                .filter(one -> CallerRoles.hasRole(caller, "issuer") && CallerRoles.is(caller, one.issuer())
                        || byOperators && CallerRoles.hasRole(caller, "operator"))
                .orElseThrow(IssueService::noSuchIssue);
        precondition.check(issue);
        if (issue.status() != Issue.Status.OPEN) {
            throw DomainException.conflict(
                    "not-open", "The placement is not open; the issue is " + issue.status() + ".");
        }
        return issue;
    }

    /** Writes down what settlement says. */
    @Transactional
    Issue record(UUID id, Offer offer) {
        boolean changed = placed.put(id, offer.outcome(), offer.closesAt());
        Issue issue = issues.withId(id).orElseThrow(IssueService::noSuchIssue);
        if (changed) {
            events.publish(
                    issue.outcome() == null ? "issuance.placement-extended" : "issuance.placement-ended",
                    id.toString(),
                    issue);
        }
        return issue;
    }
}
