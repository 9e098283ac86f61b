package io.cfa.compliance.screening;

import io.cfa.compliance.screening.Decision.Kind;
import io.cfa.kit.EventPublisher;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what holds about a participant from now on, in the log too, and tells of it, in the transaction in which it is found or decided. */
@Component
class Outcomes {

    private final Screenings screenings;
    private final Decisions decisions;
    private final EventPublisher events;

    Outcomes(Screenings screenings, Decisions decisions, EventPublisher events) {
        this.screenings = screenings;
        this.decisions = decisions;
        this.events = events;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Screening put(String event, Kind kind, Screening screening) {
        screenings.put(screening);
        decisions.add(kind, screening);
        tell(event, screening.id(), screening);
        return screening;
    }

    /** Tells of something else about a participant. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(String event, UUID participant, Object what) {
        events.publish(event, participant.toString(), what);
    }
}
