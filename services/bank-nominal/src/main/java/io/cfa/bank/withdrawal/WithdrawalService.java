package io.cfa.bank.withdrawal;

import io.cfa.bank.ledger.BankDay;
import io.cfa.bank.ledger.Ledger;
import io.cfa.bank.ledger.Withdrawal;
import io.cfa.bank.ledger.Withdrawal.Status;
import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.Page;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of money on its way out: it leaves the account when the owner asks, within a limit at once and one a day, and with it the operator's fee; an operator
 * tells the bank, and the bank's statement says that it was paid, or has it back, whereupon the account has it again. The fee stays. States, limits and fees
 * are the project's own choice: 259-FZ leaves them to the operator's rules.
 */
@Service
public class WithdrawalService {

    /** Whose account the fees go to; no login has it. */
    public static final String FEES = "00000000-0000-0000-0000-00000000fee5";

    private final Withdrawals withdrawals;
    private final Ledger ledger;
    private final Fees fees;
    private final EventPublisher events;
    private final Clock clock;

    WithdrawalService(Withdrawals withdrawals, Ledger ledger, Fees fees, EventPublisher events, Clock clock) {
        this.withdrawals = withdrawals;
        this.ledger = ledger;
        this.fees = fees;
        this.events = events;
        this.clock = clock;
    }

    /** Lets money go, with its fee, as far as its owner was identified, or returns the withdrawal that stands under its id already. */
    @Transactional
    public Upsert<Withdrawal> request(UUID id, UUID account, String owner, long amount, Allowance allowance) {
        WithdrawalTerms terms = fees.terms();
        withdrawals.lock(account);
        LocalDate today = BankDay.of(clock.instant());
        long before = withdrawals.takenSince(account, BankDay.startOf(today));
        long beforeInMonth = withdrawals.takenSince(account, BankDay.startOfMonth(today));
        Upsert<Withdrawal> withdrawal = ledger.withdraw(id, account, amount);
        if (withdrawal.inserted()) {
            if (amount > terms.once() || amount > terms.daily() - before) {
                throw DomainException.conflict(
                                "withdrawal-limit",
                                "At most %d kopecks go at once and %d a day, of which %d are gone."
                                        .formatted(terms.once(), terms.daily(), before))
                        .about("amount");
            }
            if (allowance.refuses(amount, beforeInMonth)) {
                throw DomainException.conflict(
                                "identification-limit",
                                "The amount is more than may go at the level of identification %s: %d kopecks at once and %d a month, of which %d are gone."
                                        .formatted(
                                                allowance.level(),
                                                allowance.once(),
                                                allowance.monthly(),
                                                beforeInMonth))
                        .about("amount");
            }
            withdrawals.add(
                    id, account, amount, terms.fee(), withdrawal.resource().enteredAt());
            fees.take(id, owner);
            told("bank-nominal.withdrawal-made", withId(id));
        }
        return new Upsert<>(ledger.withdrawalOf(account, id).orElseThrow(), withdrawal.inserted());
    }

    /** An operator has told the bank to pay; again changes nothing. */
    @Transactional
    Withdrawal send(UUID id, String operator, Precondition precondition) {
        Withdrawal before = withdrawals.locked(id).orElseThrow(WithdrawalService::none);
        FourEyes.check(operator, withdrawals.owner(before.account()).orElseThrow(), "sends their own withdrawal");
        precondition.check(before);
        if (before.status() != Status.REQUESTED) {
            return before;
        }
        withdrawals.sent(id, operator, clock.instant());
        return told("bank-nominal.withdrawal-sent", withId(id));
    }

    /** A statement was matched: what it has paid is executed, what it has back is with its owner again. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int executed(UUID statement) {
        withdrawals.paidBy(statement).forEach(id -> {
            withdrawals.finish(id, Status.EXECUTED, clock.instant());
            told("bank-nominal.withdrawal-executed", withId(id));
        });
        return withdrawals.givenBackBy(statement).stream()
                .mapToInt(id -> returned(withId(id)))
                .sum();
    }

    private int returned(Withdrawal withdrawal) {
        // under the same id: a deposit of the ledger is another kind of entry than a withdrawal
        ledger.deposit(withdrawal.id(), withdrawal.account(), withdrawal.amount());
        withdrawals.finish(withdrawal.id(), Status.RETURNED, clock.instant());
        told("bank-nominal.withdrawal-returned", withId(withdrawal.id()));
        return 1;
    }

    private Withdrawal told(String event, Withdrawal withdrawal) {
        events.publish(event, withdrawal.account().toString(), withdrawal);
        return withdrawal;
    }

    Page<Withdrawal> page(Status status, PageRequest page) {
        return withdrawals.page(status, page);
    }

    Withdrawal withId(UUID id) {
        return withdrawals.withId(id).orElseThrow(WithdrawalService::none);
    }

    private static DomainException none() {
        return DomainException.notFound("There is no such withdrawal.");
    }
}
