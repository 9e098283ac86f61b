package io.cfa.registry.redemption;

import io.cfa.kit.DomainException;
import io.cfa.registry.asset.Ledger;
import io.cfa.registry.asset.TransferOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rule of redemptions: units go from their holders back to whoever the register has as the asset's issuer, each as a transfer under an id of its own,
 * which is entered once or refused for good. All of a call are in one transaction, and what one holder cannot give keeps nothing from the others.
 */
@Service
class RedemptionService {

    private static final Set<String> REFUSALS = Set.of("insufficient-units", "units-restricted");

    private final Ledger ledger;

    RedemptionService(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Whose units, how many, under which id. */
    record Line(UUID id, String holder, long units) {}

    /** One that the register refuses, and in which word. */
    record Refused(UUID id, String reason) {}

    /** What came of the lines of a call. */
    record Redeemed(List<UUID> redeemed, List<Refused> refused) {}

    /**
     * Enters what can be.
     *
     * @throws DomainException where a line makes no sense, or something else stands under its id; then nothing of the call is entered
     */
    @Transactional
    Redeemed redeem(UUID asset, List<Line> lines) {
        String issuer = ledger.asset(asset).issuer();
        List<UUID> redeemed = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Line line : lines) {
            try {
                ledger.transfer(new TransferOrder(line.id(), asset, line.holder(), issuer, line.units()));
                redeemed.add(line.id());
            } catch (DomainException e) {
                if (!REFUSALS.contains(e.type())) {
                    throw e;
                }
                refused.add(new Refused(line.id(), e.type()));
            }
        }
        return new Redeemed(redeemed, refused);
    }
}
