package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of reviews: a draft is approved if its decision is there and compliance has approved the issuer, or it is rejected,
 * by somebody else than its issuer.
 */
@Service
class ReviewService {

    private final Issues issues;
    private final EventPublisher events;

    ReviewService(Issues issues, EventPublisher events) {
        this.issues = issues;
        this.events = events;
    }

    /** Whose issue it is. */
    String issuerOf(UUID id) {
        return issues.withId(id).orElseThrow(IssueService::noSuchIssue).issuer();
    }

    /** An operator approves a draft; approving what is approved changes nothing. */
    @Transactional
    Issue approve(UUID id, String operator, boolean issuerIsApproved, Precondition precondition) {
        Issue issue = reviewed(id, operator, precondition);
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
        issues.review(id, Status.APPROVED, operator, null);
        return changed("issuance.issue-approved", id);
    }

    /** An operator rejects a draft. */
    @Transactional
    Issue reject(UUID id, String operator, String reason, Precondition precondition) {
        Issue issue = reviewed(id, operator, precondition);
        if (issue.status() == Status.REJECTED && issue.reason().equals(reason)) {
            return issue;
        }
        if (issue.status() != Status.DRAFT) {
            throw DomainException.conflict("not-a-draft", "A draft is rejected; the issue is " + issue.status() + ".");
        }
        issues.review(id, Status.REJECTED, operator, reason);
        return changed("issuance.issue-rejected", id);
    }

    private Issue reviewed(UUID id, String operator, Precondition precondition) {
        Issue issue = issues.locked(id).orElseThrow(IssueService::noSuchIssue);
        FourEyes.check(operator, issue.issuer(), "reviews their own issue");
        precondition.check(issue);
        return issue;
    }

    private Issue changed(String event, UUID id) {
        Issue issue = issues.withId(id).orElseThrow();
        events.publish(event, id.toString(), issue);
        return issue;
    }
}
