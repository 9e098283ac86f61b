package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import io.cfa.kit.CallerRoles;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of decisions: an issuer adds one document to its own draft, once; operators and the issuer read it, an investor does not. */
@Service
class DecisionService {

    private final Issues issues;
    private final EventPublisher events;

    DecisionService(Issues issues, EventPublisher events) {
        this.issues = issues;
        this.events = events;
    }

    /** The issuer's own issue, if it awaits the decision with this SHA-256 or has it already. */
    Issue awaitingDecision(UUID id, String issuer, String sha256) {
        return awaitsDecision(
                issues.withId(id).filter(issue -> issue.issuer().equals(issuer)).orElseThrow(IssueService::noSuchIssue),
                sha256);
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
        Issue issue = awaitsDecision(issues.locked(id).orElseThrow(IssueService::noSuchIssue), sha256);
        if (issue.decisionSha256() != null) {
            return issue;
        }
        issues.decide(id, sha256);
        Issue decided = issues.withId(id).orElseThrow();
        events.publish("issuance.decision-stored", id.toString(), decided);
        return decided;
    }

    /** The SHA-256 of an issue's decision, if the caller may read it. */
    String decisionReadBy(Authentication caller, UUID id) {
        String sha256 = issues.withId(id)
                .filter(issue -> CallerRoles.hasRole(caller, "operator") || CallerRoles.is(caller, issue.issuer()))
                .orElseThrow(IssueService::noSuchIssue)
                .decisionSha256();
        if (sha256 == null) {
            throw DomainException.notFound("The issue has no decision yet.");
        }
        return sha256;
    }
}
