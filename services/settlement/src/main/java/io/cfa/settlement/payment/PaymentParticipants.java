package io.cfa.settlement.payment;

import io.cfa.kit.ServiceClients;
import io.cfa.kit.page.Page;
import io.cfa.kit.peer.ServiceRefusal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Asks the three that a payment needs: the register who held the asset, compliance who may be paid, the bank for the money. A refusal comes as a value; what is
 * no answer is thrown, and asked again.
 */
@Component
class PaymentParticipants {

    private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]cursor=([A-Za-z0-9_-]+)[^>]*>; rel=\"next\"");
    private static final int PAGE = 100;

    private final RestClient registry;
    private final RestClient compliance;
    private final RestClient bank;

    PaymentParticipants(ServiceClients services) {
        this.registry = services.to("registry");
        this.compliance = services.to("compliance");
        this.bank = services.to("bank-nominal");
    }

    /** An asset as the register tells of it. */
    record Asset(UUID id, String issuer, long units) {}

    private record Holding(UUID asset, String holder, long units) {}

    private record Approvals(List<String> approved) {}

    private record Reserve(String payer, long amount) {}

    private record Redemption(UUID id, String holder, long units) {}

    private record Redemptions(UUID asset, List<Redemption> lines) {}

    private record Refused(UUID id, String reason) {}

    private record Redeemed(List<UUID> redeemed, List<Refused> refused) {}

    private record Line(UUID id, String payee, long amount) {}

    private record Lines(List<Line> payouts) {}

    /** What came of payouts. */
    record Paid(List<UUID> paid, List<UUID> withoutAccount) {}

    /** An asset; empty where the register says that there is none. */
    Optional<Asset> asset(UUID id) {
        try {
            return Optional.ofNullable(
                    registry.get().uri("/assets/{id}", id).retrieve().body(Asset.class));
        } catch (RestClientException e) {
            if (e instanceof HttpClientErrorException.NotFound missing
                    && ServiceRefusal.problem(missing)
                            .filter("not-found"::equals)
                            .isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A page of those who held an asset at a moment, one of them where they are named. */
    Page<Payouts.Holder> holders(UUID asset, Instant at, String holder, String cursor) {
        ResponseEntity<Holding[]> answer = registry.get()
                .uri(
                        "/assets/{asset}/holdings?sort=holder&limit=" + PAGE + "&at={at}"
                                + (holder == null ? "" : "&holder={holder}")
                                + (cursor == null ? "" : "&cursor=" + cursor),
                        holder == null ? new Object[] {asset, at} : new Object[] {asset, at, holder})
                .retrieve()
                .toEntity(Holding[].class);
        Holding[] holdings = answer.getBody();
        if (holdings == null
                || !Arrays.stream(holdings).allMatch(one -> asset.equals(one.asset()) && one.units() > 0)) {
            throw new IllegalStateException("the register answers with other holdings than those of " + asset);
        }
        String link = answer.getHeaders().getFirst(HttpHeaders.LINK);
        Matcher next = NEXT.matcher(link == null ? "" : link);
        return new Page<>(
                Arrays.stream(holdings)
                        .map(one -> new Payouts.Holder(one.holder(), one.units()))
                        .toList(),
                next.find() ? Optional.of(next.group(1)) : Optional.empty());
    }

    /** Those of some participants who may be paid now. */
    Set<String> approved(List<String> holders) {
        String uri = UriComponentsBuilder.fromPath("/screenings/approvals")
                .queryParam("participant", holders.toArray())
                .build()
                .toUriString();
        Approvals approvals = compliance.get().uri(uri).retrieve().body(Approvals.class);
        if (approvals == null || approvals.approved() == null) {
            throw new IllegalStateException("compliance does not say who may be paid");
        }
        return approvals.approved().stream().filter(holders::contains).collect(Collectors.toSet());
    }

    /** Sets the issuer's money aside; returns why not, where it is refused. */
    Optional<String> reserve(UUID payment, String issuer, long amount) {
        return refusal(() -> bank.put()
                .uri("/reserves/{payment}", payment)
                .body(new Reserve(issuer, amount))
                .retrieve()
                .toBodilessEntity());
    }

    /**
     * Takes redeemed units back to the issuer; returns why not, by the ids of those where the register refuses, which it then does for good under these ids.
     */
    Map<UUID, String> redeem(UUID asset, List<Payout> payouts) {
        Set<UUID> asked = payouts.stream().map(Payout::transferId).collect(Collectors.toSet());
        Redeemed answer = registry.post()
                .uri("/redemptions")
                .header("Idempotency-Key", "settlement-" + payouts.get(0).transferId())
                .body(new Redemptions(
                        asset,
                        payouts.stream()
                                .map(one -> new Redemption(one.transferId(), one.holder(), one.units()))
                                .toList()))
                .retrieve()
                .body(Redeemed.class);
        if (answer == null || answer.redeemed() == null || answer.refused() == null) {
            throw new IllegalStateException("the register does not say what it has redeemed");
        }
        Map<UUID, String> refusals = new HashMap<>();
        answer.refused().forEach(one -> refusals.put(one.id(), one.reason()));
        Set<UUID> told = new HashSet<>(answer.redeemed());
        told.addAll(refusals.keySet());
        if (!told.equals(asked) || answer.redeemed().size() + refusals.size() != asked.size()) {
            throw new IllegalStateException("the register tells of other redemptions than it was asked for");
        }
        if (!Set.of("insufficient-units", "units-restricted").containsAll(refusals.values())) {
            throw new IllegalStateException(
                    "the register refuses to redeem, in words that say nothing: " + refusals.values());
        }
        return refusals;
    }

    /** Pays some; a refusal of all of them is no answer, as none is to be expected. */
    Paid pay(UUID payment, List<Payout> payouts) {
        List<Line> lines = payouts.stream()
                .map(one -> new Line(one.bankId(), one.holder(), one.net()))
                .toList();
        Paid paid = bank.post()
                .uri("/reserves/{payment}/payouts", payment)
                .header("Idempotency-Key", "settlement-" + lines.get(0).id())
                .body(new Lines(lines))
                .retrieve()
                .body(Paid.class);
        if (paid == null || paid.paid() == null || paid.withoutAccount() == null) {
            throw new IllegalStateException("the bank does not say what it has paid");
        }
        return paid;
    }

    /** Has the bank give the issuer back what is left of the money that was set aside. */
    void release(UUID payment) {
        bank.post()
                .uri("/reserves/{payment}/release", payment)
                .header("Idempotency-Key", "settlement-release-" + payment)
                .retrieve()
                .toBodilessEntity();
    }

    private static Optional<String> refusal(Runnable request) {
        try {
            request.run();
            return Optional.empty();
        } catch (RestClientException e) {
            return Optional.of(ServiceRefusal.of(e).orElseThrow(() -> e));
        }
    }
}
