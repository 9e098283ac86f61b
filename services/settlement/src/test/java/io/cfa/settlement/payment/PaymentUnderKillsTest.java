package io.cfa.settlement.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Seed;
import io.cfa.kit.queue.Lease;
import io.cfa.settlement.FakePaymentParticipants;
import io.cfa.settlement.SettlementWithoutWorkers;
import io.cfa.settlement.payment.Payment.Status;
import io.cfa.settlement.payment.PaymentQueue.Queued;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Whoever pays dies before a step, in it after others have done what it asked, or behind it, as often as chance will; a dead one that was only paused goes on
 * with the lease that it had. Each holder is paid once, and gives their units once.
 */
class PaymentUnderKillsTest extends SettlementWithoutWorkers {

    private static final FakePaymentParticipants THREE = FakePaymentParticipants.HERE;

    @Autowired
    private JdbcClient database;

    @Autowired
    private PaymentSaga saga;

    @Autowired
    private PaymentQueue queue;

    private final Login issuer = login("issuer");
    private final TreeMap<String, Long> holders = new TreeMap<>();
    private final UUID id = UUID.randomUUID();

    @Test
    void aCouponPaysEachOnceWhereverItsProcessIsKilled() {
        run("COUPON", Seed.random(11));
    }

    @Test
    void aRedemptionPaysEachOnceWhereverItsProcessIsKilled() {
        UUID asset = run("REDEMPTION", Seed.random(12));
        assertThat(THREE.redeemed(asset)).as("units that went back").isEqualTo(held());
    }

    private UUID run(String kind, Random random) {
        for (int i = 0; i < 230; i++) {
            holders.put(UUID.randomUUID().toString(), 1L + random.nextInt(50));
        }
        long funds = 10_000_000;
        UUID asset = THREE.asset(issuer.subject(), funds, holders);
        Instant soon = Instant.now().plusSeconds(3600);
        String terms = "{'asset': '%s', 'kind': '%s', 'amount': 7777777, 'recordAt': '%s', 'payAt': '%s'}"
                .formatted(asset, kind, soon, soon);
        assertThat(put("/payments/" + id, issuer.token(), terms).status()).isEqualTo(201);
        database.sql("update payment set record_at = now(), pay_at = now() where id = :id")
                .param("id", id)
                .update();
        int kills = killedUntilDone(random, asset);
        String seed = "-Dcfa.seed=" + Seed.VALUE;
        assertThat(kills).as(seed).isGreaterThan(4);
        List<JsonNode> lines = everyItem("/payments/" + id + "/payouts?limit=100", issuer.token());
        assertThat(lines).as(seed).hasSize(230);
        for (JsonNode line : lines) {
            assertThat(line.at("/status").asString()).as(seed).isEqualTo("PAID");
            assertThat(THREE.money(line.at("/holder").asString()))
                    .as(seed)
                    .isEqualTo(line.at("/net").asLong());
        }
        long net = lines.stream().mapToLong(line -> line.at("/net").asLong()).sum();
        assertThat(lines.stream().mapToLong(line -> line.at("/gross").asLong()).sum())
                .as(seed)
                .isEqualTo(7_777_777);
        assertThat(THREE.money(issuer.subject())).as(seed).isEqualTo(funds - net);
        assertThat(THREE.reserved(id)).as(seed).isZero();
        return asset;
    }

    private int killedUntilDone(Random random, UUID asset) {
        int kills = 0;
        Lease<Queued> ofTheDead = null;
        for (int turn = 0; turn < 2_000; turn++) {
            if (status() == Status.DONE) {
                return kills;
            }
            Lease<Queued> lease = taken();
            int fate = random.nextInt(5);
            if (fate == 0) {
                // before the step
                ofTheDead = lease;
                kills++;
                continue;
            }
            if (fate == 1) {
                // in it, when the others have done it
                THREE.loseAnswers(List.of(
                                "/assets/" + asset + "/holdings",
                                "/screenings/approvals",
                                "/reserves/" + id,
                                "/redemptions")
                        .get(random.nextInt(4)));
            }
            if (fate == 2 && ofTheDead != null) {
                // it was only paused: what it asks is asked again, and what it writes is not written
                assertThat(quietly(ofTheDead)).isEmpty();
            }
            Optional<Lease<Queued>> next = quietly(lease);
            for (int more = random.nextInt(2); more > 0 && next.isPresent(); more--) {
                next = quietly(next.get());
            }
            kills++;
        }
        throw new AssertionError("not done after 2000 turns: " + status());
    }

    private Optional<Lease<Queued>> quietly(Lease<Queued> lease) {
        try {
            return saga.step(lease);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Lease<Queued> taken() {
        database.sql("update payment set due_at = now() where id = :id and due_at is not null")
                .param("id", id)
                .update();
        return queue.leases().take(1).get(0);
    }

    private Status status() {
        return Status.valueOf(database.sql("select status from payment where id = :id")
                .param("id", id)
                .query(String.class)
                .single());
    }

    private long held() {
        return holders.values().stream().mapToLong(Long::longValue).sum();
    }
}
