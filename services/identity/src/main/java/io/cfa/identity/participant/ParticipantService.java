package io.cfa.identity.participant;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of the register: a login registers one name, once; compliance is asked about it until it has decided, and what it has decided stays.
 */
@Service
class ParticipantService {

    /** A login has registered; heard by whoever asks compliance, once that is committed. */
    record Registered(String id) {}

    private final Participants participants;
    private final EventPublisher events;
    private final ApplicationEventPublisher inside;
    private final Clock clock;

    ParticipantService(
            Participants participants, EventPublisher events, ApplicationEventPublisher inside, Clock clock) {
        this.participants = participants;
        this.events = events;
        this.inside = inside;
        this.clock = clock;
    }

    /** Registers a login, or returns what it has registered before under the same name. */
    @Transactional
    Participant register(String id, String name) {
        boolean added = participants.add(id, name, clock.instant());
        Participant participant = participants.withId(id).orElseThrow();
        if (added) {
            events.publish("identity.participant-registered", id, participant);
            inside.publishEvent(new Registered(id));
        } else if (!participant.name().equals(name)) {
            throw DomainException.conflict("id-taken", "The caller is registered under another name.");
        }
        return participant;
    }

    /** One participant, or a refusal in these words. */
    Participant withId(String id, String otherwise) {
        return participants.withId(id).orElseThrow(() -> DomainException.notFound(otherwise));
    }

    /** The youngest hundred. */
    List<Participant> youngest() {
        return participants.youngest();
    }

    /** Compliance has answered. */
    @Transactional
    void screened(String id, Participant.Status status, String reason) {
        if (participants.record(id, status, reason)) {
            events.publish(
                    "identity.participant-screened", id, participants.withId(id).orElseThrow());
        }
        if (status.isDecided()) {
            participants.askNoMore(id);
        } else {
            participants.askLater(id);
        }
    }
}
