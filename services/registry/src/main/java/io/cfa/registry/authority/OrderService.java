package io.cfa.registry.authority;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.cfa.registry.authority.AuthorityOrder.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of orders: two operators, neither of whom it concerns, one who asks and one who approves, and who has the same document before them; what is not
 * approved within 30 days has to be asked for anew. Arrested units move only where the order lifts the arrest itself.
 */
@Service
class OrderService {

    private static final Duration WAITS = Duration.ofDays(30);

    private final Orders orders;
    private final OrderForm form;
    private final OrderExecution execution;
    private final EventPublisher events;
    private final Clock clock;

    OrderService(Orders orders, OrderForm form, OrderExecution execution, EventPublisher events, Clock clock) {
        this.orders = orders;
        this.form = form;
        this.execution = execution;
        this.events = events;
        this.clock = clock;
    }

    /** Writes down what an operator asks for, or returns what stands under its id already. */
    @Transactional
    Upsert<AuthorityOrder> request(UUID id, OrderTerms asked, String operator) {
        OrderTerms terms = form.complete(asked);
        checkNoParty(operator, terms.holder(), terms.heir(), "asks for what concerns themselves");
        Instant now = clock.instant();
        boolean added = orders.add(id, terms, operator, now, now.plus(WAITS));
        AuthorityOrder order = withId(id);
        if (added) {
            events.publish("registry.order-requested", order.asset().toString(), order);
        } else if (!asked.areThoseOf(order) || !order.requestedBy().equals(operator)) {
            throw DomainException.conflict("id-taken", "Another order stands under this id.");
        }
        return new Upsert<>(order, added);
    }

    /** Approves an order and enters it; one that is approved is returned as it is. */
    @Transactional
    AuthorityOrder approve(UUID id, String documentSha256, String operator, Precondition precondition) {
        AuthorityOrder order = decided(id, operator, precondition);
        if (!order.documentSha256().equals(documentSha256)) {
            throw DomainException.conflict(
                            "another-document", "The order was asked for with another document than this one.")
                    .about("documentSha256");
        }
        if (order.status() == Status.APPROVED) {
            return order;
        }
        if (order.status() == Status.REJECTED) {
            throw DomainException.conflict("order-rejected", "The order was rejected.");
        }
        Instant now = clock.instant();
        if (now.isAfter(order.expiresAt())) {
            throw DomainException.conflict(
                    "order-expired", "The order has waited for too long. Next: have it asked for anew.");
        }
        Long entry = execution.enter(order, operator);
        orders.decide(id, Status.APPROVED, operator, now, null, entry);
        return published("registry.order-approved", id);
    }

    /** Rejects an order that waits; one that is rejected is returned as it is. */
    @Transactional
    AuthorityOrder reject(UUID id, String reason, String operator, Precondition precondition) {
        AuthorityOrder order = decided(id, operator, precondition);
        if (order.status() == Status.REJECTED) {
            return order;
        }
        if (order.status() == Status.APPROVED) {
            throw DomainException.conflict("order-approved", "The order was approved, and is entered.");
        }
        orders.decide(id, Status.REJECTED, operator, clock.instant(), reason, null);
        return published("registry.order-rejected", id);
    }

    private AuthorityOrder decided(UUID id, String operator, Precondition precondition) {
        AuthorityOrder order = orders.locked(id).orElseThrow(OrderService::noSuchOrder);
        FourEyes.check(operator, order.requestedBy(), "decides about an order that they have asked for");
        checkNoParty(operator, order.holder(), order.heir(), "decides about what concerns themselves");
        precondition.check(order);
        return order;
    }

    private static void checkNoParty(String operator, String holder, String heir, String what) {
        Stream.of(holder, heir).filter(party -> party != null).forEach(party -> FourEyes.check(operator, party, what));
    }

    private AuthorityOrder published(String type, UUID id) {
        AuthorityOrder order = withId(id);
        events.publish(type, order.asset().toString(), order);
        return order;
    }

    AuthorityOrder withId(UUID id) {
        return orders.withId(id).orElseThrow(OrderService::noSuchOrder);
    }

    private static DomainException noSuchOrder() {
        return DomainException.notFound("There is no such order.");
    }

    Page<AuthorityOrder> of(Status status, UUID asset, PageRequest page) {
        return orders.of(status, asset, page);
    }
}
