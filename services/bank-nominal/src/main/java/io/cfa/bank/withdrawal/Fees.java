package io.cfa.bank.withdrawal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.bank.hold.HoldService;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Takes the fee of a withdrawal: from its owner's account to that of the fees, inside the nominal account, so that the bank's statement has no line of it. */
@Component
@EnableConfigurationProperties(WithdrawalTerms.class)
class Fees {

    private final WithdrawalTerms terms;
    private final HoldService holds;
    private final Withdrawals withdrawals;

    Fees(WithdrawalTerms terms, HoldService holds, Withdrawals withdrawals) {
        this.terms = terms;
        this.holds = holds;
        this.withdrawals = withdrawals;
    }

    WithdrawalTerms terms() {
        return terms;
    }

    /** Of one withdrawal, whose id gives that of the fee's hold. */
    void take(UUID withdrawal, String owner) {
        if (terms.fee() == 0 || owner.equals(WithdrawalService.FEES)) {
            return;
        }
        withdrawals.openAccountOf(WithdrawalService.FEES);
        UUID hold = UUID.nameUUIDFromBytes(("fee of withdrawal " + withdrawal).getBytes(UTF_8));
        holds.hold(hold, owner, WithdrawalService.FEES, terms.fee());
        holds.capture(hold);
    }
}
