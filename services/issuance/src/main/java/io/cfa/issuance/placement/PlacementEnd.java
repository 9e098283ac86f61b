package io.cfa.issuance.placement;

import io.cfa.issuance.issue.Issue;
import io.cfa.issuance.issue.IssueService;
import io.cfa.issuance.placement.OfferClient.Offer;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.Precondition;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of how placements end: an issuer ends or extends its own, and what settlement says became of it is written down once. */
@Service
class PlacementEnd {

    private final IssueService issues;
    private final PlacedIssues placed;
    private final EventPublisher events;

    PlacementEnd(IssueService issues, PlacedIssues placed, EventPublisher events) {
        this.issues = issues;
        this.placed = placed;
        this.events = events;
    }

    /** The issuer's own issue, if its placement is open. */
    Issue open(UUID id, String issuer, Precondition precondition) {
        Issue issue =
                issues.withId(id).filter(one -> one.issuer().equals(issuer)).orElseThrow(IssueService::noSuchIssue);
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
                    offer.outcome() == null ? "issuance.placement-extended" : "issuance.placement-ended",
                    id.toString(),
                    issue);
        }
        return issue;
    }
}
