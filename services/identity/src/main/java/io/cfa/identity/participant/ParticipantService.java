package io.cfa.identity.participant;

import io.cfa.identity.participant.ScreeningQueue.Unscreened;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.queue.Lease;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of the register: a login registers one name, once; compliance is asked about it until it has decided, and again
 * when somebody looks, as it may decide otherwise.
 */
@Service
class ParticipantService {

    /** A login has registered; heard by whoever asks compliance, once that is committed. */
    record Registered(String id) {}

    private final Participants participants;
    private final ScreeningQueue queue;
    private final EventPublisher events;
    private final ApplicationEventPublisher inside;
    private final Clock clock;

    ParticipantService(
            Participants participants,
            ScreeningQueue queue,
            EventPublisher events,
            ApplicationEventPublisher inside,
            Clock clock) {
        this.queue = queue;
        this.participants = participants;
        this.events = events;
        this.inside = inside;
        this.clock = clock;
    }

    /** Registers a login, or returns what it has registered before under the same name. */
    @Transactional
    Upsert<Participant> register(String id, String name) {
        boolean added = participants.add(id, name, clock.instant());
        Participant participant = participants.withId(id).orElseThrow();
        if (added) {
            events.publish("identity.participant-registered", id, participant);
            inside.publishEvent(new Registered(id));
        } else if (!participant.name().equals(name)) {
            throw DomainException.conflict("id-taken", "The caller is registered under another name.");
        }
        return new Upsert<>(participant, added);
    }

    /** One participant, or a refusal in these words; what compliance says is asked again where that is old. */
    Participant withId(String id, String otherwise) {
        queue.askAgain(id);
        return participants.withId(id).orElseThrow(() -> DomainException.notFound(otherwise));
    }

    /** Those of whom compliance says this, or all. */
    Page<Participant> page(Participant.Status status, PageRequest page) {
        return participants.page(status, page);
    }

    /** Compliance has answered; until it has decided it is asked again. */
    @Transactional
    void screened(Lease<Unscreened> lease, Participant.Status status, String reason) {
        boolean said =
                status.isDecided() ? queue.decided(lease, status, reason) : queue.undecided(lease, status, reason);
        publish(lease, said, status, reason);
    }

    /** Compliance has said that it will not answer: an operator has to look. */
    @Transactional
    void unscreenable(Lease<Unscreened> lease, String reason) {
        boolean said = queue.decided(lease, Participant.Status.TO_REVIEW, reason);
        publish(lease, said, Participant.Status.TO_REVIEW, reason);
    }

    private void publish(Lease<Unscreened> lease, boolean said, Participant.Status status, String reason) {
        Unscreened before = lease.item();
        if (said && !before.isTold(status, reason)) {
            events.publish(
                    "identity.participant-screened",
                    before.id(),
                    participants.withId(before.id()).orElseThrow());
        }
    }
}
