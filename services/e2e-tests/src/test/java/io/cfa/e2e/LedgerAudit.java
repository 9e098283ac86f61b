package io.cfa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.e2e.TestMarket.Offer;
import io.cfa.e2e.TestMarket.Wanted;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What became of all that a market wanted, as the services tell it, and whether it adds up. */
final class LedgerAudit {

    private final Platform platform;
    private final TestMarket market;
    private final Map<UUID, Reply> trades;

    /** Reads how all trades are. */
    LedgerAudit(Platform platform, TestMarket market) {
        this.platform = platform;
        this.market = market;
        this.trades = market.wanted.parallelStream()
                .collect(Collectors.toConcurrentMap(
                        Wanted::id, wanted -> platform.get(market.operator, "settlement", "/trades/" + wanted.id())));
    }

    Stream<Wanted> in(String status) {
        return market.wanted.stream().filter(wanted -> status(wanted).equals(status));
    }

    String status(Wanted wanted) {
        Reply trade = trades.get(wanted.id());
        return trade.status() == 404 ? "NONE" : trade.ok().text("/status");
    }

    String reason(Wanted wanted) {
        return trades.get(wanted.id()).text("/reason");
    }

    /** A request that was refused is no trade; any other has an end, and the three others agree with settlement about it. */
    void eachTradeIsDoneOrHasFailed() {
        market.wanted.parallelStream().forEach(wanted -> {
            String what = wanted + " " + trades.get(wanted.id());
            String status = status(wanted);
            assertThat(status).as(what).isIn(wanted.answer() < 300 ? List.of("DONE", "FAILED") : List.of("NONE"));
            Reply hold = platform.get(market.operator, "bank-nominal", "/holds/" + wanted.id());
            Reply transfer = platform.get(market.operator, "registry", "/transfers/" + wanted.id());
            boolean done = status.equals("DONE");
            assertThat(transfer.status()).as(what).isEqualTo(done ? 200 : 404);
            assertThat(hold.status()).as(what).isEqualTo(status.equals("NONE") ? 404 : 200);
            if (hold.status() == 200) {
                assertThat(hold.text("/status")).as(what).isEqualTo(done ? "CAPTURED" : "RELEASED");
            }
        });
    }

    /** Each account holds what was paid in, less what was paid out and bought for, plus what was sold for; nothing is held. */
    void moneyAddsUp() {
        market.everybody().forEach(login -> {
            Reply account = platform.get(login, "bank-nominal", "/accounts/me").ok();
            long expected = market.deposited.get(login)
                    - market.withdrawn.getOrDefault(login, 0L)
                    - sum(wanted -> wanted.buyer().equals(login), LedgerAudit::amount)
                    + sum(wanted -> wanted.offer().seller().equals(login), LedgerAudit::amount);
            assertThat(account.number("/balance")).as(login.name()).isEqualTo(expected);
            assertThat(account.number("/held")).as(login.name()).isZero();
        });
        Reply totals = platform.get(market.operator, "bank-nominal", "/totals").ok();
        assertThat(totals.number("/held")).isZero();
        assertThat(totals.number("/deposits"))
                .as("%s", totals)
                .isEqualTo(totals.number("/withdrawals") + totals.number("/balances"));
    }

    /** Everybody holds what they bought and have not sold, all units of an asset are held, and the chain of entries proves it. */
    void assetsAddUp() {
        for (UUID asset : market.assets) {
            Map<String, Long> held = held(asset);
            assertThat(held.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(TestMarket.UNITS);
            market.everybody().forEach(login -> {
                boolean issued = market.issuers.indexOf(login) == market.assets.indexOf(asset);
                long expected = (issued ? TestMarket.UNITS : 0)
                        + sum(wanted -> of(wanted, asset) && wanted.buyer().equals(login), Wanted::units)
                        - sum(
                                wanted -> of(wanted, asset)
                                        && wanted.offer().seller().equals(login),
                                Wanted::units);
                assertThat(held.getOrDefault(login.subject(), 0L))
                        .as(login.name())
                        .isEqualTo(expected);
            });
        }
        assertThat(platform.get(market.operator, "registry", "/chain/verify")
                        .ok()
                        .text("/valid"))
                .isEqualTo("true");
    }

    /** What no trade that is done has taken from an offer is left of it. */
    void offersAddUp() {
        for (Offer offer : Stream.concat(market.offers.stream(), market.placements.stream())
                .toList()) {
            Reply left = platform.get(market.operator, "settlement", "/offers/" + offer.id())
                    .ok();
            long sold = sum(wanted -> wanted.offer().equals(offer), Wanted::units);
            assertThat(left.number("/unitsLeft")).as("%s", offer).isEqualTo(offer.units() - sold);
        }
    }

    /** Of the yearly limit is used what was bought for, and no more than there is. */
    void limitsAddUp() {
        for (Login investor : market.investors) {
            Reply limit = platform.get(investor, "compliance", "/limits/me").ok();
            assertThat(limit.number("/used"))
                    .as(investor.name())
                    .isEqualTo(sum(wanted -> wanted.buyer().equals(investor), LedgerAudit::amount));
            if (limit.text("/qualified").equals("false")) {
                assertThat(limit.number("/used")).isLessThanOrEqualTo(TestMarket.LIMIT);
            }
        }
    }

    private Map<String, Long> held(UUID asset) {
        return StreamSupport.stream(
                        platform.get(market.operator, "registry", "/assets/" + asset + "/holdings")
                                .ok()
                                .json()
                                .spliterator(),
                        false)
                .collect(Collectors.toMap(holding -> holding.at("/holder").asString(), holding -> holding.at("/units")
                        .asLong()));
    }

    private long sum(Predicate<Wanted> which, Function<Wanted, Long> what) {
        return in("DONE").filter(which).mapToLong(what::apply).sum();
    }

    private static boolean of(Wanted wanted, UUID asset) {
        return wanted.offer().asset().equals(asset);
    }

    private static long amount(Wanted wanted) {
        return wanted.units() * wanted.offer().price();
    }
}
