package io.cfa.bank.statement;

import io.cfa.bank.ledger.Entry;
import io.cfa.bank.ledger.Ledger;
import io.cfa.bank.statement.Difference.Kind;
import io.cfa.bank.statement.Difference.Resolution;
import io.cfa.bank.statement.Difference.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of differences: one operator proposes what it is, another approves, neither about their own account. Money that came and is known to nobody is
 * credited to a participant under the id of its movement, so once; a deposit of ours that the bank has otherwise is corrected by a further entry under the
 * difference's own id, so once too; everything else is explained, and moves nothing. The project's own choice.
 */
@Service
class DifferenceService {

    private final Differences differences;
    private final Statements statements;
    private final Ledger ledger;
    private final EventPublisher events;
    private final Clock clock;

    DifferenceService(
            Differences differences, Statements statements, Ledger ledger, EventPublisher events, Clock clock) {
        this.differences = differences;
        this.statements = statements;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** Proposes what a difference is; a later proposal replaces it. */
    @Transactional
    Difference propose(UUID id, Differences.Proposal proposal, Precondition precondition) {
        Difference before = open(id, precondition);
        checkAccount(before, proposal);
        differences.propose(id, proposal);
        return told("bank-nominal.difference-proposed", withId(id));
    }

    private void checkAccount(Difference difference, Differences.Proposal proposal) {
        if (proposal.resolution() == Resolution.MATCHED) {
            throw DomainException.unprocessable("not-to-propose", "That it is none comes out by itself.")
                    .about("resolution");
        }
        if (proposal.resolution() == Resolution.EXPLAINED) {
            if (proposal.account() != null) {
                throw DomainException.unprocessable("no-account-wanted", "An explanation credits nobody.")
                        .about("account");
            }
            return;
        }
        if (proposal.resolution() == Resolution.CORRECTED) {
            if (proposal.account() != null) {
                throw DomainException.unprocessable("no-account-wanted", "The account is that of the wrong deposit.")
                        .about("account");
            }
            checkOther(proposal.operator(), wronglyCredited(difference));
            return;
        }
        if (difference.kind() != Kind.LINE_WITHOUT_ENTRY || difference.amount() <= 0) {
            throw DomainException.conflict("nothing-to-credit", "No money came that nobody has.")
                    .about("resolution");
        }
        if (proposal.account() == null) {
            throw DomainException.unprocessable("account-missing", "It does not say whom to credit.")
                    .about("account");
        }
        checkOther(proposal.operator(), proposal.account());
    }

    private UUID wronglyCredited(Difference difference) {
        return differences.wronglyCredited(difference.id()).orElseThrow(() -> DomainException.conflict(
                        "nothing-to-correct", "The bank has no deposit of ours otherwise.")
                .about("resolution"));
    }

    private void checkOther(String operator, UUID account) {
        String owner = differences.owner(account).orElseThrow(() -> DomainException.conflict(
                        "no-account", "There is no such account.")
                .about("account"));
        FourEyes.check(operator, owner, "credits or corrects their own account");
    }

    /** Approves what another operator has proposed. */
    @Transactional
    Difference approve(UUID id, String operator, Precondition precondition) {
        Difference before = open(id, precondition);
        if (before.status() != Status.PROPOSED) {
            throw DomainException.conflict("proposal-missing", "Another operator has to propose first what it is.");
        }
        FourEyes.check(operator, before.proposedBy(), "approves what they have proposed");
        if (before.resolution() == Resolution.CREDITED) {
            checkOther(operator, before.account());
            ledger.deposit(before.line(), before.account(), before.amount());
            differences.match(before.line());
        } else if (before.resolution() == Resolution.CORRECTED) {
            correct(before, operator);
        } else if (before.line() != null) {
            differences.explain(before.line());
        }
        differences.resolve(id, operator, clock.instant());
        return told("bank-nominal.difference-resolved", withId(id));
    }

    /** Nothing is taken back that its owner has not got any more. */
    private void correct(Difference difference, String operator) {
        UUID account = wronglyCredited(difference);
        checkOther(operator, account);
        long amount = difference.amount();
        boolean entered = ledger.enter(
                amount > 0
                        ? new Entry(difference.id(), io.cfa.bank.ledger.Kind.DEPOSIT, Ledger.OUTSIDE, account, amount)
                        : new Entry(
                                difference.id(), io.cfa.bank.ledger.Kind.WITHDRAWAL, account, Ledger.OUTSIDE, -amount));
        if (!entered) {
            throw DomainException.conflict("id-taken", "Another entry stands under the difference's id.");
        }
        differences.correct(difference.id());
    }

    private Difference open(UUID id, Precondition precondition) {
        // no statement is matched meanwhile
        statements.lock();
        Difference before = withId(id);
        precondition.check(before);
        if (before.status() == Status.RESOLVED) {
            throw DomainException.conflict("resolved", "The difference is worked off.");
        }
        return before;
    }

    private Difference told(String event, Difference difference) {
        events.publish(event, difference.id().toString(), difference);
        return difference;
    }

    Page<Difference> page(Status status, UUID statement, PageRequest page) {
        return differences.page(status, statement, page);
    }

    Difference withId(UUID id) {
        return differences.withId(id).orElseThrow(() -> DomainException.notFound("There is no such difference."));
    }
}
