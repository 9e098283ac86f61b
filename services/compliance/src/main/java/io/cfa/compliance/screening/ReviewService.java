package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Decision.Kind;
import io.cfa.compliance.screening.Screening.Result;
import io.cfa.kit.DomainException;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of what operators decide: about others only; about a name that is to be reviewed, once; and a block, which holds against any
 * screening until an operator ends it, whereupon the watch list speaks again. Whom the watch list has stopped after they were screened, one operator
 * proposes to approve and another does.
 */
@Service
class ReviewService {

    private final Screenings screenings;
    private final Outcomes outcomes;
    private final ScreeningService comparison;
    private final Reviews reviews;
    private final Clock clock;

    ReviewService(Screenings screenings, Outcomes outcomes, ScreeningService comparison, Reviews reviews, Clock clock) {
        this.screenings = screenings;
        this.outcomes = outcomes;
        this.comparison = comparison;
        this.reviews = reviews;
        this.clock = clock;
    }

    /** What waits for a decision, the longest waiting first if nobody says. */
    Page<Review> worklist(Boolean proposed, PageRequest page) {
        return reviews.page(proposed, page);
    }

    /** One of them. */
    Review review(UUID participant) {
        return reviews.of(participant).orElseThrow(() -> DomainException.notFound("Nothing waits for a decision."));
    }

    /** Proposes what to decide about somebody whom the watch list has stopped; another operator decides. */
    @Transactional
    Review propose(UUID participant, Result result, String reason, String operator, Precondition precondition) {
        toReview(participant, operator, precondition);
        if (!review(participant).twoOperators()) {
            throw DomainException.conflict("one-decides", "There is nothing to propose: one operator decides.");
        }
        reviews.propose(participant, new Reviews.Proposal(result, reason, operator, clock.instant()));
        Review review = review(participant);
        outcomes.tell("compliance.decision-proposed", participant, review);
        return review;
    }

    private Screening toReview(UUID participant, String operator, Precondition precondition) {
        Screening before = locked(participant, operator, precondition);
        if (before.result() != Result.TO_REVIEW) {
            throw DomainException.conflict(
                    "not-to-review", "There is nothing to decide: the result is " + before.result() + ".");
        }
        return before;
    }

    private void checkTwo(UUID participant, Result result, String operator) {
        Review review = review(participant);
        if (result != Result.APPROVED || !review.twoOperators()) {
            return;
        }
        if (review.proposed() != Result.APPROVED) {
            throw DomainException.conflict(
                    "proposal-missing", "Another operator has to propose first that the participant is approved.");
        }
        FourEyes.check(operator, review.proposedBy(), "decides as they have proposed themselves");
    }

    /** Decides about a name that is to be reviewed. */
    @Transactional
    Screening decide(UUID participant, Result result, String reason, String operator, Precondition precondition) {
        Screening before = toReview(participant, operator, precondition);
        checkTwo(participant, result, operator);
        reviews.close(participant, clock.instant());
        return put("compliance.screening-decided", Kind.DECIDED, decided(before, result, reason, operator, false));
    }

    /** Shuts a participant out; again with another reason changes nothing. */
    @Transactional
    Screening block(UUID participant, String reason, String operator, Precondition precondition) {
        Screening before = locked(participant, operator, precondition);
        if (before.blocked()) {
            return before;
        }
        return put(
                "compliance.participant-blocked",
                Kind.BLOCKED,
                decided(before, Result.REJECTED, "Blocked: " + reason, operator, true));
    }

    /** Ends a block: what the watch list says now holds. */
    @Transactional
    Screening release(UUID participant, String reason, String operator, Precondition precondition) {
        Screening before = locked(participant, operator, precondition);
        if (!before.blocked()) {
            throw DomainException.conflict("not-blocked", "The participant is not blocked.");
        }
        Screening found = comparison.compared(participant, before.name());
        return put(
                "compliance.participant-released",
                Kind.RELEASED,
                decided(found, found.result(), found.reason() + "; released: " + reason, operator, false));
    }

    /** Compares a name with the watch list as it is now. */
    @Transactional
    Screening rescreen(UUID participant, String operator, Precondition precondition) {
        Screening before = locked(participant, operator, precondition);
        if (before.blocked()) {
            throw DomainException.conflict("blocked", "The participant is blocked; a release screens again.");
        }
        Screening found = comparison.compared(participant, before.name());
        return put(
                "compliance.participant-rescreened",
                Kind.RESCREENED,
                decided(found, found.result(), found.reason(), operator, false));
    }

    private Screening locked(UUID participant, String operator, Precondition precondition) {
        FourEyes.check(operator, participant.toString(), "decides about their own screening");
        Screening before = screenings.locked(participant).orElseThrow(ScreeningService::notScreened);
        precondition.check(before);
        return before;
    }

    private Screening decided(Screening before, Result result, String reason, String operator, boolean blocked) {
        return new Screening(
                before.id(),
                before.name(),
                result,
                reason,
                before.screenedAt(),
                operator,
                clock.instant(),
                blocked,
                before.listed());
    }

    private Screening put(String event, Kind kind, Screening screening) {
        return outcomes.put(event, kind, screening);
    }
}
