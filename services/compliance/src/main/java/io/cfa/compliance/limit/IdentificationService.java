package io.cfa.compliance.limit;

import io.cfa.compliance.limit.Identification.Level;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of identification: who was not identified buys nothing, who was identified in the simplified way buys up to 15 000 roubles at once and 40 000 in a
 * calendar month ({@link Limits} counts); nobody puts down their own level. Of whom nothing is put down, whoever gave out the login has identified them in full.
 *
 * <p>That customers are identified before they are served, and that there is a simplified way with limits, is Article 7(1)(1) and (1.11) of the Federal Law
 * No. 115-FZ of 7 August 2001; the two amounts are those that Article 7(1.1) there and Article 10(2) of the Federal Law No. 161-FZ of 27 June 2011 name for
 * payments (all from memory, not checked here). That they bound purchases of digital financial assets, and what is paid out to whoever sold them, is the project's own choice.
 */
@Service
class IdentificationService {

    private final Investors investors;
    private final EventPublisher events;
    private final Clock clock;

    IdentificationService(Investors investors, EventPublisher events, Clock clock) {
        this.investors = investors;
        this.events = events;
        this.clock = clock;
    }

    /** Puts down how somebody was identified. */
    @Transactional
    Upsert<Identification> identify(
            UUID participant, Level level, String document, String operator, Precondition precondition) {
        FourEyes.check(operator, participant.toString(), "identifies themselves");
        Optional<Identification> before = investors.lockedIdentification(participant);
        precondition.check(before.orElse(null));
        boolean changed = investors.put(new Identification(participant, level, document, operator, clock.instant()));
        Identification identification = withId(participant);
        if (changed) {
            events.publish("compliance.participant-identified", participant.toString(), identification);
        }
        return new Upsert<>(identification, before.isEmpty() && changed);
    }

    /** How thoroughly somebody was identified; of whom nothing is put down, in full. */
    Level level(UUID participant) {
        return investors.level(participant);
    }

    /** What an operator has put down. */
    Identification withId(UUID participant) {
        return investors
                .identification(participant)
                .orElseThrow(() -> DomainException.notFound("Nothing is put down about this participant."));
    }
}
