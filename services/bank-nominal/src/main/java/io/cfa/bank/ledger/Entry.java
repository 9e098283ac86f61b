package io.cfa.bank.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One entry of the ledger, which is both of its sides at once.
 *
 * @param id       of the deposit, withdrawal or hold
 * @param kind     why money moves
 * @param debited  the account that it is taken from
 * @param credited the account that it is given to
 * @param amount   in kopecks
 */
public record Entry(UUID id, Kind kind, UUID debited, UUID credited, long amount) {

    /** What it changes, always in the same order of accounts, so that no two entries wait for each other. */
    List<Change> changes() {
        Stream<Change> changes =
                switch (kind) {
                    case DEPOSIT, WITHDRAWAL ->
                        Stream.of(new Change(debited, -amount, 0), new Change(credited, amount, 0));
                    case HOLD -> Stream.of(new Change(debited, -amount, amount));
                    case RELEASE -> Stream.of(new Change(credited, amount, -amount));
                    case CAPTURE -> Stream.of(new Change(debited, 0, -amount), new Change(credited, amount, 0));
                };
        return changes.sorted(Comparator.comparing(Change::account)).toList();
    }
}
