package io.cfa.settlement.offer;

import java.util.UUID;

/**
 * What somebody offers.
 *
 * @param asset     the registry's asset
 * @param seller    the {@code sub} of whoever gives it; null where a caller offers what is their own
 * @param units     how many
 * @param unitPrice of one, in kopecks
 * @param placement what holds for it as a placement; null where it is none with terms
 */
record OfferTerms(UUID asset, String seller, long units, long unitPrice, PlacementTerms placement) {

    OfferTerms of(String who) {
        return new OfferTerms(asset, who, units, unitPrice, placement);
    }

    boolean areThoseOf(Offer offer) {
        return asset.equals(offer.asset())
                && seller.equals(offer.seller())
                && units == offer.units()
                && unitPrice == offer.unitPrice()
                && (placement == null
                        ? offer.placement() == null
                        : offer.placement() != null && offer.placement().were(placement));
    }
}
