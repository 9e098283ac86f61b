package io.cfa.settlement.offer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.kit.DomainException;
import io.cfa.kit.rule.Precondition;
import io.cfa.kit.rule.Upsert;
import io.cfa.settlement.SettlementRuleTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.Authentication;

class OfferServiceTest extends SettlementRuleTest {

    private static final Instant CLOSES =
            Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);

    private final UUID id = UUID.randomUUID();
    private final UUID asset = UUID.randomUUID();
    private final String seller = UUID.randomUUID().toString();
    private final Authentication investor = caller(seller, "investor");
    private final Authentication service = caller("issuance", "settlement.place-offers");

    @Autowired
    private OfferService offers;

    private OfferTerms terms(String named, long units, long price, PlacementTerms placement) {
        return new OfferTerms(asset, named, units, price, placement);
    }

    @Test
    void anOfferIsMadeOnceUnderItsIdAndToldOfOnce() {
        Upsert<Offer> first = offers.offer(id, investor, terms(null, 10, 5, null));
        assertThat(first.inserted()).isTrue();
        assertThat(first.resource().seller()).isEqualTo(seller);
        assertThat(first.resource().unitsLeft()).isEqualTo(10);
        Upsert<Offer> again = offers.offer(id, investor, terms(seller, 10, 5, null));
        assertThat(again.inserted()).isFalse();
        assertThat(again.resource()).isEqualTo(first.resource()).isEqualTo(offers.offer(id));
        assertThat(events(id)).containsExactly("io.cfa.settlement.offer-made");
        for (OfferTerms other : List.of(
                terms(null, 11, 5, null),
                terms(null, 10, 6, null),
                new OfferTerms(UUID.randomUUID(), null, 10, 5, null))) {
            assertRefused(() -> offers.offer(id, investor, other), "id-taken", "Another offer stands under this id.");
        }
        assertRefused(
                () -> offers.offer(id, caller("another", "investor"), terms(null, 10, 5, null)),
                "id-taken",
                "Another offer stands under this id.");
    }

    @Test
    void whoSellsAnInvestorDoesNotChoose() {
        assertRefused(
                () -> offers.offer(id, investor, terms(SELLER, 10, 5, null)),
                "forbidden",
                "Nobody offers what is another's.");
        assertRefused(
                () -> offers.offer(id, investor, terms(null, 10, 5, new PlacementTerms(null, null, 5L, false))),
                "no-placement",
                "What investors offer is no placement.",
                "placement");
        assertRefused(
                () -> offers.offer(UUID.nameUUIDFromBytes("x".getBytes(UTF_8)), investor, terms(null, 10, 5, null)),
                "id-reserved",
                "Ids of version 3 are those of placements; choose one of version 4 or 7.");
    }

    @Test
    void aServiceNamesWhoSells() {
        assertRefused(
                () -> offers.offer(id, service, terms(null, 10, 5, null)),
                "seller-missing",
                "A service names the seller whose units it offers.");
        UUID placement = UUID.nameUUIDFromBytes(id.toString().getBytes(UTF_8));
        Offer made = offers.offer(placement, service, terms(SELLER, 10, 5, new PlacementTerms(null, null, 5L, true)))
                .resource();
        assertThat(made.id()).isEqualTo(placement);
        assertThat(made.seller()).isEqualTo(SELLER);
        assertThat(made.placement()).isEqualTo(new PlacementTerms(null, null, 5L, true));
    }

    @Test
    void aMinimumHasADeadlineAndIsNotMoreThanIsOffered() {
        String wrong = "A minimum has a deadline, and is not more than what is offered.";
        for (PlacementTerms placement :
                List.of(new PlacementTerms(null, 10L, null, false), new PlacementTerms(CLOSES, 11L, null, false))) {
            assertRefused(
                    () -> offers.offer(id, service, terms(SELLER, 10, 5, placement)),
                    "minimum-wrong",
                    wrong,
                    "placement.minimumUnits");
        }
        assertThat(offers.offer(id, service, terms(SELLER, 10, 5, new PlacementTerms(CLOSES, 10L, null, false)))
                        .inserted())
                .isTrue();
    }

    @Test
    void aPlacementIsThatOfItsTermsOrOfThoseBeforeItsDeadlineWasExtended() {
        PlacementTerms made = new PlacementTerms(CLOSES, 5L, 3L, false);
        offers.offer(id, service, terms(SELLER, 10, 5, made));
        PlacementTerms earlier = new PlacementTerms(CLOSES.minusSeconds(1), 5L, 3L, false);
        for (PlacementTerms same : List.of(made, earlier)) {
            assertThat(offers.offer(id, service, terms(SELLER, 10, 5, same)).inserted())
                    .isFalse();
        }
        for (PlacementTerms other : List.of(
                new PlacementTerms(CLOSES.plusSeconds(1), 5L, 3L, false),
                new PlacementTerms(CLOSES, 6L, 3L, false),
                new PlacementTerms(CLOSES, 5L, 4L, false),
                new PlacementTerms(CLOSES, 5L, 3L, true))) {
            assertRefused(
                    () -> offers.offer(id, service, terms(SELLER, 10, 5, other)),
                    "id-taken",
                    "Another offer stands under this id.");
        }
        assertRefused(
                () -> offers.offer(id, service, terms(SELLER, 10, 5, null)),
                "id-taken",
                "Another offer stands under this id.");
    }

    @Test
    void allUnitsTogetherCostWhatCanBePaid() {
        assertThat(offers.offer(id, investor, terms(null, 1_000_000_000_000L, 10, null))
                        .inserted())
                .isTrue();
        assertRefused(
                () -> offers.offer(UUID.randomUUID(), investor, terms(null, 1_000_000_000_000L, 11, null)),
                "amount-too-large",
                "All units together cost at most 10000000000000 kopecks; these are 1000000000000 at 11.");
        assertRefused(
                () -> offers.offer(UUID.randomUUID(), investor, terms(null, 1_000_000_000_001L, 1, null)),
                "too-many-units",
                "At most 1000000000000 units go at once; these are 1000000000001.",
                "units");
    }

    @Test
    void onlyItsSellerTakesAnOfferBackOnce() {
        assertRefused(() -> offers.withdraw(id, seller, Precondition.NONE), "not-found", "There is no such offer.");
        assertRefused(() -> offers.offer(id), "not-found", "There is no such offer.");
        offers.offer(id, investor, terms(null, 10, 5, null));
        assertRefused(
                () -> offers.withdraw(id, "another", Precondition.NONE),
                "forbidden",
                "Only its seller takes an offer back.");
        Precondition changed = current -> {
            throw DomainException.conflict("changed-meanwhile", String.valueOf(((Offer) current).unitsLeft()));
        };
        assertRefused(() -> offers.withdraw(id, seller, changed), "changed-meanwhile", "10");
        // the second tells nobody once more
        for (int times = 0; times < 2; times++) {
            assertThat(offers.withdraw(id, seller, Precondition.NONE).status()).isEqualTo(Offer.Status.WITHDRAWN);
            assertThat(events(id)).containsExactly("io.cfa.settlement.offer-made", "io.cfa.settlement.offer-withdrawn");
        }
    }

    @Test
    void aPlacementIsNotTakenBackUntilItHasEnded() {
        UUID placement = offer(100, CLOSES, null, null);
        assertRefused(
                () -> offers.withdraw(placement, SELLER, Precondition.NONE),
                "placement-open",
                "A placement is not taken back. Next: close or cancel it at issuance.");
        set("offer", placement, "outcome = 'SOLD'");
        assertThat(offers.withdraw(placement, SELLER, Precondition.NONE).status())
                .isEqualTo(Offer.Status.WITHDRAWN);
    }

    @Test
    void aMinimumIsWaitedForUntilItIsReachedOrThePlacementHasEnded() {
        UUID placement = offer(95, CLOSES, 5L, null);
        assertThat(offers.offer(placement).hasItsMinimum()).isTrue();
        assertThat(offers.offer(placement).waitsForItsMinimum()).isTrue();
        set("offer", placement, "units_left = 96");
        assertThat(offers.offer(placement).hasItsMinimum()).isFalse();
        set("offer", placement, "reached = true");
        assertThat(offers.offer(placement).waitsForItsMinimum()).isFalse();
        set("offer", placement, "reached = false, outcome = 'FAILED'");
        assertThat(offers.offer(placement).waitsForItsMinimum()).isFalse();
        Offer without = offers.offer(offer(100, CLOSES, null, 5L));
        assertThat(without.hasItsMinimum()).isTrue();
        assertThat(without.waitsForItsMinimum()).isFalse();
        Offer plain = offers.offer(offer(100, null, null, null));
        assertThat(plain.placement()).isNull();
        assertThat(plain.hasItsMinimum()).isTrue();
        assertThat(plain.waitsForItsMinimum()).isFalse();
        assertThat(plain.amount(3)).isEqualTo(3000);
    }
}
