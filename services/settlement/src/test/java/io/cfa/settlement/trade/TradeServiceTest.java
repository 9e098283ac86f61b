package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.kit.DomainException;
import io.cfa.kit.EventPublisher;
import io.cfa.kit.page.PageRequest;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.cfa.settlement.SettlementRuleTest;
import io.cfa.settlement.offer.Offers;
import io.cfa.settlement.payment.Payments;
import io.cfa.settlement.trade.Trade.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.Authentication;

class TradeServiceTest extends SettlementRuleTest {

    private static final Instant CLOSES = Instant.now().plus(Duration.ofHours(1));

    private final UUID id = UUID.randomUUID();
    private final String buyer = UUID.randomUUID().toString();
    private final Authentication operator = caller("operator", "operator");
    private final List<Object> told = new ArrayList<>();

    @Autowired
    private Offers offers;

    @Autowired
    private Payments payments;

    @Autowired
    private Trades trades;

    @Autowired
    private EventPublisher events;

    private TradeService rule;

    @BeforeEach
    void aRuleWhoseWorkersAreWeOurselves() {
        rule = new TradeService(offers, payments, trades, events, told::add);
    }

    private Upsert<Trade> request(String who, UUID offer, long units) {
        return transaction.execute(status -> rule.request(id, who, offer, units));
    }

    private Trade cancel(Authentication caller, UUID trade, Precondition precondition) {
        return transaction.execute(status -> rule.cancel(caller, trade, precondition));
    }

    @Test
    void aTradeIsRequestedOnceAndItsWorkersAreTold() {
        UUID offer = offer(10, null, null, null);
        Upsert<Trade> first = request(buyer, offer, 10);
        assertThat(first.inserted()).isTrue();
        assertThat(first.resource().amount()).isEqualTo(10_000);
        assertThat(first.resource().status()).isEqualTo(Status.REQUESTED);
        assertThat(request(buyer, offer, 10)).isEqualTo(Upsert.found(first.resource()));
        assertThat(told).containsExactly(new TradeService.Requested(id));
        assertThat(events(id)).containsExactly("io.cfa.settlement.trade-requested");
        String taken = "Another trade stands under this id.";
        assertRefused(() -> request(buyer, offer, 9), "id-taken", taken);
        assertRefused(() -> request("another", offer, 10), "id-taken", taken);
        assertRefused(() -> request(buyer, offer(10, null, null, null), 10), "id-taken", taken);
    }

    @Test
    void whatCanNeverBeIsRefusedAtOnce() {
        assertRefused(() -> request(buyer, UUID.randomUUID(), 1), "not-found", "There is no such offer.");
        UUID offer = offer(100, null, null, null);
        assertRefused(() -> request(SELLER, offer, 1), "own-offer", "Nobody buys from themselves.");
        assertRefused(() -> request(buyer, offer, 101), "offer-exhausted", "The offer never had as many units.");
        assertThat(request(buyer, offer, 100).inserted()).isTrue();
    }

    @Test
    void whatIsWithdrawnOrHasFewerUnitsLeftIsNotBought() {
        String exhausted = "The offer is withdrawn, or has fewer units left.";
        UUID few = offer(9, null, null, null);
        assertRefused(() -> request(buyer, few, 10), "offer-exhausted", exhausted);
        UUID withdrawn = offer(100, null, null, null);
        set("offer", withdrawn, "status = 'WITHDRAWN'");
        assertRefused(() -> request(buyer, withdrawn, 10), "offer-exhausted", exhausted);
        assertThat(value("trade", id, "id")).as("nothing is written down of it").isEqualTo("null");
        assertThat(told).isEmpty();
    }

    @Test
    void aPlacementIsBoughtFromUntilItsDeadline() {
        // its buyers are being checked, so that its deadline has not ended it
        UUID over = offer(90, CLOSES.minus(Duration.ofHours(2)), 10L, null);
        trade(over, "anna", 10, "MONEY_HELD", false);
        assertRefused(() -> request(buyer, over, 1), "placement-over", "The deadline of the placement is over.");
        assertThat(request(buyer, offer(100, CLOSES, 10L, null), 1).inserted()).isTrue();
    }

    @Test
    void oneBuyerHasTheMostAtMost() {
        UUID offer = offer(90, null, null, 5L);
        trade(offer, buyer, 2, "DONE", false);
        trade(offer, buyer, 9, "FAILED", false);
        assertRefused(() -> request(buyer, offer, 4), "more-than-allowed", "One buyer may have 5 units.", "units");
        assertThat(request(buyer, offer, 3).inserted()).isTrue();
    }

    @Test
    void whatWillBeRedeemedBeforeTheTradeIsDoneIsNotBought() {
        UUID offer = offer(100, null, null, null);
        database.sql(
                        "insert into payment (id, asset, issuer, kind, amount, record_at, pay_at, status, announced_at, due_at)"
                                + " select gen_random_uuid(), asset, 'somebody', 'REDEMPTION', 1, now() + interval '5 minutes',"
                                + " now() + interval '5 minutes', 'ANNOUNCED', now(), now() + interval '1 day' from offer where id = :id")
                .param("id", offer)
                .update();
        assertRefused(
                () -> request(buyer, offer, 1),
                "redemption-ahead",
                "Units of this asset are redeemed, or will be before the trade has to be done.");
    }

    @Test
    void aTradeIsSeenByItsPartiesAndOperators() {
        UUID trade = trade(offer(90, null, null, null), buyer, 10, "MONEY_HELD", false);
        for (Authentication caller : List.of(caller(buyer), caller(SELLER), operator)) {
            assertThat(rule.seenBy(caller, trade).id()).isEqualTo(trade);
        }
        assertRefused(() -> rule.seenBy(caller("another", "investor"), trade), "not-found", "There is no such trade.");
        assertRefused(() -> rule.seenBy(operator, UUID.randomUUID()), "not-found", "There is no such trade.");
    }

    @Test
    void aListHasTheCallersOwnOrForAnOperatorEverybodys() {
        UUID offer = offer(90, null, null, null);
        UUID trade = trade(offer, buyer, 10, "MONEY_HELD", false);
        PageRequest page = new PageRequest(10, Optional.empty(), "-requestedAt");
        TradeFilter which = new TradeFilter(null, offer, null);
        for (Authentication caller : List.of(caller(buyer), caller(SELLER), operator)) {
            assertThat(rule.seenBy(caller, page, which).items()).map(Trade::id).containsExactly(trade);
        }
        assertThat(rule.seenBy(caller("another"), page, which).items()).isEmpty();
    }

    @Test
    void aTradeTurnsBackForItsBuyerOrAnOperatorWhoDoesNotSell() {
        UUID offer = offer(80, null, null, null);
        UUID trade = trade(offer, buyer, 10, "MONEY_HELD", false);
        assertRefused(
                () -> cancel(caller(SELLER, "investor"), trade, Precondition.NONE),
                "forbidden",
                "Only its buyer cancels a trade.");
        assertRefused(
                () -> cancel(caller(SELLER, "operator"), trade, Precondition.NONE),
                "four-eyes",
                "Nobody cancels a trade that they sell in: another operator has to.");
        assertRefused(
                () -> cancel(caller("another", "investor"), trade, Precondition.NONE),
                "not-found",
                "There is no such trade.");
        Precondition changed = current -> {
            throw DomainException.conflict(
                    "changed-meanwhile", ((Trade) current).id().toString());
        };
        assertRefused(() -> cancel(caller(buyer), trade, changed), "changed-meanwhile", trade.toString());
        assertThat(value("trade", trade, "cancelled_at is null")).isEqualTo("true");
        assertThat(told).isEmpty();

        assertThat(cancel(caller(buyer), trade, Precondition.NONE).status()).isEqualTo(Status.MONEY_HELD);
        assertThat(value("trade", trade, "cancelled_at is null")).isEqualTo("false");
        assertThat(told).containsExactly(new TradeService.Requested(trade));
        UUID other = trade(offer, buyer, 10, "REQUESTED", false);
        cancel(operator, other, Precondition.NONE);
        assertThat(value("trade", other, "cancelled_at is null")).isEqualTo("false");
    }

    @Test
    void whatIsTheBuyersAlreadyDoesNotTurnBackAndWhatHasFailedMayBeAskedFor() {
        UUID offer = offer(80, null, null, null);
        for (String status : List.of("ASSET_MOVED", "DONE")) {
            UUID trade = trade(offer, buyer, 10, status, false);
            assertRefused(
                    () -> cancel(caller(buyer), trade, Precondition.NONE),
                    "too-late",
                    "The asset is the buyer's already.");
        }
        for (String status : List.of("FAILED", "COMPENSATING")) {
            UUID trade = trade(offer, buyer, 10, status, false);
            assertThat(cancel(caller(buyer), trade, Precondition.NONE).status()).hasToString(status);
        }
    }
}
