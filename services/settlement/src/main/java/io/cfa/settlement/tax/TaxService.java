package io.cfa.settlement.tax;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rule of tax statuses: an operator puts down what others are, and what was withheld before stays as it was. */
@Service
class TaxService {

    private final TaxStatuses statuses;
    private final EventPublisher events;
    private final Clock clock;

    TaxService(TaxStatuses statuses, EventPublisher events, Clock clock) {
        this.statuses = statuses;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    Upsert<TaxStatus> put(String holder, Taxpayer kind, String operator, Precondition precondition) {
        FourEyes.check(operator, holder, "says what they are taxed as");
        Optional<TaxStatus> before = statuses.locked(holder);
        precondition.check(before.orElse(null));
        boolean changed = statuses.put(new TaxStatus(holder, kind, operator, clock.instant()));
        TaxStatus status = of(holder);
        if (changed) {
            events.publish("settlement.tax-status-changed", holder, status);
        }
        return new Upsert<>(status, before.isEmpty() && changed);
    }

    TaxStatus of(String holder) {
        return statuses.of(holder)
                .orElseThrow(() ->
                        DomainException.notFound("Nothing is put down about this holder, who is taxed as a resident."));
    }
}
