package io.cfa.bank.withdrawal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a withdrawal costs and how much may go; settings {@code cfa.bank.withdrawals.*}, all in kopecks.
 *
 * @param fee   what the operator takes for each; 0 where it takes nothing
 * @param once  how much may go at once
 * @param daily how much of one account may go on one day, in Moscow
 */
@ConfigurationProperties("cfa.bank.withdrawals")
record WithdrawalTerms(long fee, long once, long daily) {

    /** Refuses what makes no sense when the service starts. */
    WithdrawalTerms {
        if (fee < 0 || once <= 0 || daily <= 0) {
            throw new IllegalArgumentException(
                    "cfa.bank.withdrawals: fee %d, once %d, daily %d; expected a fee of 0 or more and positive limits. Next: set them in kopecks"
                            .formatted(fee, once, daily));
        }
    }
}
