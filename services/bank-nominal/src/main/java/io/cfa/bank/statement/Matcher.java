package io.cfa.bank.statement;

import io.cfa.bank.ledger.BankDay;
import io.cfa.bank.statement.Intake.Taken;
import io.cfa.bank.withdrawal.WithdrawalService;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Matches what was taken: withdrawals that the bank has paid are executed, those that came back are returned, and what is left over is listed as differences. */
@Component
class Matcher {

    private final Statements statements;
    private final Matching matching;
    private final WithdrawalService withdrawals;
    private final StatementAccount account;
    private final Clock clock;

    Matcher(
            Statements statements,
            Matching matching,
            WithdrawalService withdrawals,
            StatementAccount account,
            Clock clock) {
        this.statements = statements;
        this.matching = matching;
        this.withdrawals = withdrawals;
        this.account = account;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void match(Taken taken) {
        rematch();
        if (withdrawals.executed(taken.id()) > 0) {
            // what came back is an entry now
            matching.byEntry();
        }
        Instant now = clock.instant();
        matching.listLines(taken.id(), now);
        if (taken.last() != null) {
            // what was entered on the day of the last statement or between has had until now
            Instant from = BankDay.startOf(taken.last().day());
            matching.listEntries(
                    taken.id(), from, BankDay.startOf(taken.header().day()), now);
        }
        matching.resolve(now);
    }

    /** Matches what is open of all statements, as entries may have come since. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rematch() {
        matching.byEntry();
        matching.byAccount(BankDay.startOf(statements.firstDay(account.number())));
        matching.resolve(clock.instant());
    }
}
