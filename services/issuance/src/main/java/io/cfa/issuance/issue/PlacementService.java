package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of placements: an approved issue is placed by its issuer, and is open as soon as registry has the asset and settlement the offer. */
@Service
class PlacementService {

    /** A placement has been asked for; heard by whoever drives it once that is committed. */
    record PlacementBegun(UUID id) {}

    private final Issues issues;
    private final EventPublisher events;
    private final ApplicationEventPublisher inside;

    PlacementService(Issues issues, EventPublisher events, ApplicationEventPublisher inside) {
        this.issues = issues;
        this.events = events;
        this.inside = inside;
    }

    /** An issuer has its approved issue placed; what is being placed or open stays as it is. */
    @Transactional
    Issue place(UUID id, String issuer) {
        Issue issue = issues.locked(id)
                .filter(locked -> locked.issuer().equals(issuer))
                .orElseThrow(IssueService::noSuchIssue);
        if (issue.status() == Status.OPENING || issue.status() == Status.OPEN) {
            return issue;
        }
        if (issue.status() != Status.APPROVED) {
            throw DomainException.conflict(
                    "not-approved", "An approved issue is placed; this one is " + issue.status() + ".");
        }
        issues.beginPlacement(id);
        inside.publishEvent(new PlacementBegun(id));
        return changed("issuance.placement-begun", id);
    }

    /** Registry has the asset and settlement the offer. */
    @Transactional
    void placed(UUID id) {
        if (issues.locked(id).orElseThrow().status() == Status.OPENING) {
            issues.endPlacement(id);
            changed("issuance.issue-opened", id);
        }
    }

    private Issue changed(String event, UUID id) {
        Issue issue = issues.withId(id).orElseThrow();
        events.publish(event, id.toString(), issue);
        return issue;
    }
}
