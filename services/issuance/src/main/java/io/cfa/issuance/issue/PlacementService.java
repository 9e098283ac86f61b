package io.cfa.issuance.issue;

import io.cfa.issuance.issue.Issue.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.queue.Lease;
import io.cfa.kit.rule.Precondition;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of placements: an approved issue is placed by its issuer, who has an account that can be paid to, and is open as soon as registry has
 * the asset and settlement the offer. Where one of them refuses, the issue is approved as before, with the reason, and can be placed again or
 * withdrawn.
 */
@Service
class PlacementService {

    /** A placement has been asked for; heard by whoever drives it once that is committed. */
    record PlacementBegun(UUID id) {}

    private static final String WITHDRAWN = "Withdrawn by its issuer";

    private final Issues issues;
    private final PlacementQueue queue;
    private final EventPublisher events;
    private final ApplicationEventPublisher inside;
    private final Clock clock;

    PlacementService(
            Issues issues, PlacementQueue queue, EventPublisher events, ApplicationEventPublisher inside, Clock clock) {
        this.issues = issues;
        this.queue = queue;
        this.events = events;
        this.inside = inside;
        this.clock = clock;
    }

    /** Whether a placement of the issuer's own issue would begin now, so that whatever it wants is to be asked about. */
    boolean wouldBegin(UUID id, String issuer) {
        return own(issues.withId(id), issuer).status() == Status.APPROVED;
    }

    /** An issuer has its approved issue placed; what is being placed or open stays as it is. */
    @Transactional
    Issue place(UUID id, String issuer, boolean hasAccount, Precondition precondition) {
        Issue issue = own(issues.locked(id), issuer);
        precondition.check(issue);
        if (issue.status() == Status.OPENING || issue.status() == Status.OPEN) {
            return issue;
        }
        if (issue.status() != Status.APPROVED) {
            throw DomainException.conflict(
                    "not-approved", "An approved issue is placed; this one is " + issue.status() + ".");
        }
        if (!hasAccount) {
            throw DomainException.conflict(
                    "no-account", "The issuer has no account at bank-nominal that buyers could pay to.");
        }
        if (issue.closesAt() != null && !issue.closesAt().isAfter(clock.instant())) {
            throw DomainException.conflict("placement-over", "The deadline of the placement is over.");
        }
        queue.begin(issue);
        inside.publishEvent(new PlacementBegun(id));
        return changed("issuance.placement-begun", id);
    }

    /** Registry has the asset and settlement the offer. */
    @Transactional
    void placed(Lease<PlacementQueue.Placement> lease) {
        if (queue.opened(lease)) {
            changed("issuance.issue-opened", lease.item().id());
        }
    }

    /** Registry or settlement has understood, and will not. */
    @Transactional
    void refused(Lease<PlacementQueue.Placement> lease, String reason) {
        if (queue.refused(lease, reason)) {
            changed("issuance.placement-refused", lease.item().id());
        }
    }

    /** An issuer takes back what is approved and not placed, or is to be placed later. */
    @Transactional
    Issue withdraw(UUID id, String issuer, Precondition precondition) {
        Issue issue = own(issues.locked(id), issuer);
        precondition.check(issue);
        if (issue.status() == Status.REJECTED && WITHDRAWN.equals(issue.reason())) {
            return issue;
        }
        if (issue.status() != Status.APPROVED && !queue.takenBack(id)) {
            throw DomainException.conflict(
                    "not-approved", "What is approved and not placed is withdrawn; this is " + issue.status() + ".");
        }
        issues.review(id, Status.REJECTED, issue.reviewedBy(), WITHDRAWN);
        return changed("issuance.issue-withdrawn", id);
    }

    private static Issue own(Optional<Issue> found, String issuer) {
        return found.filter(issue -> issue.issuer().equals(issuer)).orElseThrow(IssueService::noSuchIssue);
    }

    private Issue changed(String event, UUID id) {
        Issue issue = issues.withId(id).orElseThrow();
        events.publish(event, id.toString(), issue);
        return issue;
    }
}
