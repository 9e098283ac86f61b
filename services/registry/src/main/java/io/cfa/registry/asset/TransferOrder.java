package io.cfa.registry.asset;

import java.util.UUID;

/**
 * Units that shall go from one holder to another.
 *
 * @param id    chosen by the caller: that of the trade
 * @param asset of which asset
 * @param from  the {@code sub} of whoever has them
 * @param to    the {@code sub} of whoever shall have them
 * @param units how many
 */
public record TransferOrder(UUID id, UUID asset, String from, String to, long units) {

    boolean isThatOf(Transfer transfer) {
        return transfer.asset().equals(asset)
                && transfer.from().equals(from)
                && transfer.to().equals(to)
                && transfer.units() == units;
    }
}
