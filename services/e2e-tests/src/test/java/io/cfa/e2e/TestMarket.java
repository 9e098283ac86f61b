package io.cfa.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Investors and issuers who buy, sell and withdraw at random, and ask again where nothing answers; remembers what they wanted, for whoever
 * adds up afterwards.
 */
final class TestMarket {

    static final long UNITS = 20_000;
    static final long LIMIT = 60_000_000;

    /** What somebody sells. */
    record Offer(UUID id, Login seller, UUID asset, long units, long price) {}

    /** What somebody wanted to buy, and the status that the request was answered with. */
    record Wanted(UUID id, Login buyer, Offer offer, long units, int answer) {}

    final Login operator;
    final List<Login> issuers;
    final List<Login> investors;
    final List<Login> subscribers;
    final List<UUID> assets;
    final List<Offer> offers = new CopyOnWriteArrayList<>();
    final List<Offer> placements = new CopyOnWriteArrayList<>();
    final List<Wanted> wanted = new CopyOnWriteArrayList<>();
    final Map<Login, Long> deposited = new ConcurrentHashMap<>();
    final Map<Login, Long> withdrawn = new ConcurrentHashMap<>();

    private final Platform platform;
    private final Login service;

    TestMarket(Platform platform) {
        this.platform = platform;
        this.operator = platform.logIn("operator", "operator");
        this.service = platform.logIn(
                "service",
                "registry.register-assets,settlement.place-offers,compliance.screen,bank-nominal.hold,compliance.reserve");
        this.issuers = logins("issuer", 2);
        this.investors = logins("investor", 12);
        this.subscribers = logins("investor", 4);
        this.assets = List.of(UUID.randomUUID(), UUID.randomUUID());
    }

    private List<Login> logins(String role, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> platform.logIn(role + " " + UUID.randomUUID(), role))
                .toList();
    }

    /** Everybody is let in, half of the investors are rich and a third of them qualified; each issuer offers all units of an asset. */
    void open() {
        for (Login investor : investors) {
            int number = investors.indexOf(investor);
            isScreened(investor);
            String qualification = "/investors/" + investor.subject() + "/qualification";
            platform.put(operator, "compliance", qualification, "{'qualified': %s}".formatted(number % 3 == 0))
                    .ok();
            deposit(investor, number % 2 == 0 ? 500_000_000 : 20_000_000);
        }
        for (Login issuer : issuers) {
            isScreened(issuer);
            deposit(issuer, 1);
            UUID asset = assets.get(issuers.indexOf(issuer));
            String terms = "{'name': 'asset', 'issuer': '%s', 'units': %d}".formatted(issuer.subject(), UNITS);
            platform.put(service, "registry", "/assets/" + asset, terms).ok();
            offer(service, new Offer(UUID.randomUUID(), issuer, asset, UNITS, 100_000));
        }
    }

    /**
     * Two placements with a minimum, of which some is sold now: one will have it as soon as {@link #endPlacements} is called, the other never. Both are far from
     * their deadlines.
     */
    void place() {
        placement(1_000);
        placement(60);
        subscribers.forEach(this::isScreened);
        subscribers.forEach(login -> deposit(login, 5_000_000));
        placements.forEach(this::sellsSome);
    }

    private void placement(long minimum) {
        Offer offer = new Offer(UUID.randomUUID(), issuers.get(0), assets.get(0), 2_000, 100_000);
        String terms = ("{'asset': '%s', 'units': %d, 'unitPrice': %d, 'seller': '%s',"
                        + " 'placement': {'minimumUnits': %d, 'mostPerBuyer': 20, 'closesAt': '%s'}}")
                .formatted(
                        offer.asset(),
                        offer.units(),
                        offer.price(),
                        offer.seller().subject(),
                        minimum,
                        platform.now().plus(Duration.ofDays(30)));
        insist(service, "PUT", "settlement", "/offers/" + offer.id(), terms);
        placements.add(offer);
    }

    /** To four who buy nothing else: 40 of the 60. */
    private void sellsSome(Offer placement) {
        subscribers.forEach(login -> buy(login, placement, 10));
    }

    /** The second has its minimum with this, and the first is closed below its own. */
    void endPlacements() {
        sellsSome(placements.get(1));
        insist(service, "POST", "settlement", "/offers/" + placements.get(0).id() + "/closing", "");
    }

    private void isScreened(Login login) {
        platform.put(service, "compliance", "/screenings/" + login.subject(), "{'name': '%s'}".formatted(login.name()))
                .ok();
    }

    private void deposit(Login login, long amount) {
        String account =
                platform.put(login, "bank-nominal", "/accounts/me", "").ok().text("/id");
        String path = "/accounts/" + account + "/deposits/" + UUID.randomUUID();
        platform.put(operator, "bank-nominal", path, "{'amount': %d}".formatted(amount))
                .ok();
        deposited.put(login, amount);
    }

    private void offer(Login caller, Offer offer) {
        String terms = "{'asset': '%s', 'units': %d, 'unitPrice': %d, 'seller': '%s'}"
                .formatted(
                        offer.asset(),
                        offer.units(),
                        offer.price(),
                        offer.seller().subject());
        insist(caller, "settlement", "/offers/" + offer.id(), terms);
        offers.add(offer);
    }

    /** What must fail, each for another reason: too little money, more than the limit of a year, units that the seller has not got. */
    void tryTheImpossible() {
        buy(investors.get(1), offers.get(0), 250);
        buy(investors.get(2), offers.get(0), 601);
        Offer empty = new Offer(UUID.randomUUID(), investors.get(3), assets.get(0), 5000, 1);
        offer(empty.seller(), empty);
        buy(investors.get(4), empty, 4000);
    }

    /** What stands of a trade that settlement has lost, as after a restore of its database: money and limit of somebody, and nobody who ends it. */
    UUID aTradeThatIsLost() {
        UUID trade = UUID.randomUUID();
        String buyer = investors.get(1).subject();
        String seller = issuers.get(0).subject();
        insist(
                service,
                "compliance",
                "/reservations/" + trade,
                "{'participant': '%s', 'seller': '%s', 'amount': 7}".formatted(buyer, seller));
        insist(
                service,
                "bank-nominal",
                "/holds/" + trade,
                "{'payer': '%s', 'payee': '%s', 'amount': 7}".formatted(buyer, seller));
        return trade;
    }

    /** What stands of its buyer's limit. */
    String reservation(UUID trade) {
        return platform.get(service, "compliance", "/reservations/" + trade)
                .ok()
                .text("/status");
    }

    /** What stands of its buyer's money. */
    String hold(UUID trade) {
        return platform.get(operator, "bank-nominal", "/holds/" + trade).ok().text("/status");
    }

    /** Something that somebody does. */
    void act(Random random) {
        int what = random.nextInt(20);
        if (what < 2) {
            withdraw(any(investors, random), 1 + random.nextInt(3_000_000));
        } else if (what < 5) {
            Login seller = any(investors, random);
            // as often as not more than they have
            long units = 1 + random.nextInt(60);
            long price = 80_000 + random.nextInt(60_000);
            offer(seller, new Offer(UUID.randomUUID(), seller, any(assets, random), units, price));
        } else {
            Offer offer = what < 12 ? any(offers, random) : offers.get(random.nextInt(issuers.size()));
            buy(any(investors, random), offer, 1 + random.nextInt(what == 12 ? 700 : 20));
        }
    }

    private void withdraw(Login login, long amount) {
        Reply reply = insist(
                login,
                "bank-nominal",
                "/accounts/me/withdrawals/" + UUID.randomUUID(),
                "{'amount': %d}".formatted(amount));
        if (reply.status() < 300) {
            withdrawn.merge(login, amount, Long::sum);
        }
    }

    private void buy(Login buyer, Offer offer, long units) {
        if (!buyer.equals(offer.seller())) {
            UUID id = UUID.randomUUID();
            String request = "{'offer': '%s', 'units': %d}".formatted(offer.id(), units);
            Reply reply = insist(buyer, "settlement", "/trades/" + id, request);
            wanted.add(new Wanted(id, buyer, offer, units, reply.status()));
        }
    }

    /** Asks until there is an answer: its id makes asking twice the same as asking once. */
    private Reply insist(Login login, String service, String path, String json) {
        return insist(login, "PUT", service, path, json);
    }

    private Reply insist(Login login, String method, String service, String path, String json) {
        byte[] body = json.replace('\'', '"').getBytes(UTF_8);
        URI address = URI.create(platform.address(service) + path);
        while (true) {
            try {
                Reply reply = Http.send(method, address, login, "application/json", body);
                if (reply.status() < 500) {
                    return reply;
                }
            } catch (IOException e) {
                // killed a moment ago, or not started yet
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static <T> T any(List<T> things, Random random) {
        return things.get(random.nextInt(things.size()));
    }

    Stream<Login> everybody() {
        return Stream.of(investors, subscribers, issuers).flatMap(List::stream);
    }
}
