package io.cfa.bank.account;

import io.cfa.bank.ledger.Deposit;
import io.cfa.bank.ledger.Ledger;
import io.cfa.bank.ledger.Withdrawal;
import io.cfa.bank.withdrawal.Allowance;
import io.cfa.bank.withdrawal.WithdrawalService;
import io.cfa.kit.DomainException;
import io.cfa.kit.peer.ScreeningClient;
import io.cfa.kit.rule.FourEyes;
import io.cfa.kit.rule.Upsert;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * The rule of what comes in and goes out: an operator credits others, never themselves, and only whom compliance has approved takes money out,
 * as much as compliance says for how thoroughly they were identified.
 * Compliance is asked outside of any transaction, and not about what has gone already.
 */
@Service
class PaymentService {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentService.class);

    private final AccountService accounts;
    private final Ledger ledger;
    private final WithdrawalService withdrawals;
    private final ScreeningClient screenings;
    private final IdentificationClient identifications;

    PaymentService(
            AccountService accounts,
            Ledger ledger,
            WithdrawalService withdrawals,
            ScreeningClient screenings,
            IdentificationClient identifications) {
        this.identifications = identifications;
        this.withdrawals = withdrawals;
        this.accounts = accounts;
        this.ledger = ledger;
        this.screenings = screenings;
    }

    /** Credits what came to the bank for an account. */
    Upsert<Deposit> credit(UUID account, UUID deposit, long amount, String operator) {
        Account credited = accounts.withId(account);
        FourEyes.check(operator, credited.owner(), "credits their own account");
        return ledger.deposit(deposit, credited.id(), amount);
    }

    /** What was credited to an account under an id. */
    Deposit deposit(UUID account, UUID id) {
        return ledger.depositOf(account, id).orElseThrow(() -> DomainException.notFound("There is no such deposit."));
    }

    /** What an owner has taken out under an id. */
    Withdrawal withdrawal(String owner, UUID id) {
        return ledger.withdrawalOf(accounts.of(owner).id(), id)
                .orElseThrow(() -> DomainException.notFound("There is no such withdrawal."));
    }

    /** Lets an owner's money go. */
    Upsert<Withdrawal> withdraw(String owner, UUID id, long amount) {
        UUID account = accounts.of(owner).id();
        if (ledger.hasGone(id)) {
            return withdrawals.request(id, account, owner, amount, Allowance.ANY);
        }
        if (!screenings.isApproved(owner)) {
            LOG.warn("withdrawal {} of {} is refused: compliance does not approve of them now", id, owner);
            throw DomainException.conflict("not-approved", "Compliance has not approved the participant.");
        }
        return withdrawals.request(id, account, owner, amount, identifications.allowance(owner));
    }
}
