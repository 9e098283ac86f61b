package io.cfa.settlement.offer;

import java.util.UUID;

/**
 * What somebody offers.
 *
 * @param asset     the registry's asset
 * @param seller    the {@code sub} of whoever gives it; null where a caller offers what is their own
 * @param units     how many
 * @param unitPrice of one, in kopecks
 */
record OfferTerms(UUID asset, String seller, long units, long unitPrice) {

    OfferTerms of(String who) {
        return new OfferTerms(asset, who, units, unitPrice);
    }

    boolean areThoseOf(Offer offer) {
        return asset.equals(offer.asset())
                && seller.equals(offer.seller())
                && units == offer.units()
                && unitPrice == offer.unitPrice();
    }
}
