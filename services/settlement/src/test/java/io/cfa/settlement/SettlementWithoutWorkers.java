package io.cfa.settlement;

import io.cfa.contract.Database;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A settlement of its own in which nobody but the test takes trades and payments; one for all tests that want it. */
public abstract class SettlementWithoutWorkers extends RunningSettlement {

    @DynamicPropertySource
    static void alone(DynamicPropertyRegistry properties) {
        properties.add("Database__Url", Database::another);
        properties.add("cfa.settlement.workers", () -> 0);
        properties.add("cfa.settlement.payments-at-once", () -> 0);
        // none runs out by itself
        properties.add("cfa.settlement.lease", () -> "1h");
    }
}
