package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Decision.Kind;
import io.cfa.compliance.screening.Screening.Result;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of what operators decide: about others only; about a name that is to be reviewed, once; and a block, which holds against any
 * screening until an operator ends it, whereupon the watch list speaks again.
 */
@Service
class ReviewService {

    private final Screenings screenings;
    private final Decisions decisions;
    private final ScreeningService comparison;
    private final EventPublisher events;
    private final Clock clock;

    ReviewService(
            Screenings screenings,
            Decisions decisions,
            ScreeningService comparison,
            EventPublisher events,
            Clock clock) {
        this.screenings = screenings;
        this.decisions = decisions;
        this.comparison = comparison;
        this.events = events;
        this.clock = clock;
    }

    /** Decides about a name that is to be reviewed. */
    @Transactional
    Screening decide(UUID participant, Result result, String reason, String operator, Precondition precondition) {
        Screening before = locked(participant, operator, precondition);
        if (before.result() != Result.TO_REVIEW) {
            throw DomainException.conflict(
                    "not-to-review", "There is nothing to decide: the result is " + before.result() + ".");
        }
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
                before.id(), before.name(), result, reason, before.screenedAt(), operator, clock.instant(), blocked);
    }

    private Screening put(String event, Kind kind, Screening screening) {
        screenings.put(screening);
        decisions.add(kind, screening);
        events.publish(event, screening.id().toString(), screening);
        return screening;
    }
}
