package io.cfa.settlement.trade;

import io.cfa.kit.ServiceClients;
import io.cfa.kit.page.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** What the bank and compliance still keep for trades: holds and reservations that have stood for a while, page by page, the oldest first. */
@Component
class StandingClaims {

    private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]cursor=([A-Za-z0-9_-]+)[^>]*>; rel=\"next\"");

    private final RestClient bank;
    private final RestClient compliance;

    StandingClaims(ServiceClients services) {
        this.bank = services.to("bank-nominal");
        this.compliance = services.to("compliance");
    }

    /**
     * What stands of a trade.
     *
     * @param trade  its id
     * @param buyer  the {@code sub} of whose money it is, or whose limit
     * @param amount in kopecks
     */
    record Claim(UUID trade, String buyer, long amount) {

        boolean isThatOf(Trade other) {
            return other.buyer().equals(buyer) && other.amount() == amount;
        }
    }

    /** One without a payee is a reserve for many, and no trade's. */
    private record Hold(UUID id, String payer, String payee, long amount) {}

    private record Reservation(UUID id, String participant, long amount) {}

    /** Money that is held for so long; behind a cursor, where there is one. */
    Page<Claim> holds(Duration age, Optional<String> cursor) {
        ResponseEntity<Hold[]> answer =
                list(bank, "/holds?status=HELD", age, cursor).toEntity(Hold[].class);
        return page(
                answer,
                Stream.of(answer.getBody())
                        .filter(hold -> hold.payee() != null)
                        .map(hold -> new Claim(hold.id(), hold.payer(), hold.amount())));
    }

    /** What has counted for so long; behind a cursor, where there is one. */
    Page<Claim> reservations(Duration age, Optional<String> cursor) {
        ResponseEntity<Reservation[]> answer =
                list(compliance, "/reservations?status=RESERVED", age, cursor).toEntity(Reservation[].class);
        return page(
                answer, Stream.of(answer.getBody()).map(one -> new Claim(one.id(), one.participant(), one.amount())));
    }

    private static RestClient.ResponseSpec list(
            RestClient service, String path, Duration age, Optional<String> cursor) {
        String uri = path + "&sort=askedAt&limit=100&olderThan=" + age.toSeconds();
        return service.get()
                .uri(uri + cursor.map(at -> "&cursor=" + at).orElse(""))
                .retrieve();
    }

    private static Page<Claim> page(ResponseEntity<?> answer, Stream<Claim> claims) {
        String link = answer.getHeaders().getFirst(HttpHeaders.LINK);
        Matcher next = NEXT.matcher(link == null ? "" : link);
        return new Page<>(claims.toList(), next.find() ? Optional.of(next.group(1)) : Optional.empty());
    }
}
