package io.cfa.registry.redemption;

import io.cfa.kit.DomainException;
import io.cfa.registry.asset.Ledger;
import io.cfa.registry.asset.TransferOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        if (lines.stream().map(Line::id).distinct().count() < lines.size()) {
            throw DomainException.unprocessable("id-twice", "No two lines have one id.")
                    .about("lines");
        }
        String issuer = ledger.asset(asset).issuer();
        List<TransferOrder> orders = lines.stream()
                .map(line -> new TransferOrder(line.id(), asset, line.holder(), issuer, line.units()))
                .toList();
        Set<UUID> entered = ledger.transferAll(asset, issuer, oneOfEach(orders));
        List<UUID> redeemed = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (TransferOrder order : orders) {
            try {
                if (!entered.contains(order.id())) {
                    ledger.transfer(order);
                }
                redeemed.add(order.id());
            } catch (DomainException e) {
                if (!REFUSALS.contains(e.type())) {
                    throw e;
                }
                refused.add(new Refused(order.id(), e.type()));
            }
        }
        return new Redeemed(redeemed, refused);
    }

    /** The first of each holder, but for those of the issuer's own; what is left is looked at one after the other. */
    private static List<TransferOrder> oneOfEach(List<TransferOrder> orders) {
        Map<String, TransferOrder> first = new LinkedHashMap<>();
        orders.stream()
                .filter(order -> !order.from().equals(order.to()))
                .forEach(order -> first.putIfAbsent(order.from(), order));
        return List.copyOf(first.values());
    }
}
