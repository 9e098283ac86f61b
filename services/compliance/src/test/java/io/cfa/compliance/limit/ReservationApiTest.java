package io.cfa.compliance.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class ReservationApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final String service =
            login("compliance.screen", "compliance.reserve").token();
    private final Login investor = login("investor");
    private final String trade = "/reservations/" + UUID.randomUUID();

    @Test
    void aReservationIsMadeOnceAndGivenBackOnce() {
        approve();
        Answer reserved = reserve(trade, 1_500_000);
        assertThat(reserved.status()).as(reserved.body()).isEqualTo(201);
        assertThat(reserved.json().at("/status").asString()).isEqualTo("RESERVED");
        assertThat(reserved.json().at("/amount").asLong()).isEqualTo(1_500_000);
        assertThat(reserve(trade, 1_500_000).json()).isEqualTo(reserved.json());
        assertThat(reserve(trade, 1_500_001).problem()).isEqualTo("id-taken");
        assertThat(limit().at("/used").asLong()).isEqualTo(1_500_000);

        Answer released = post(trade + "/release", service, "");
        assertThat(released.json().at("/status").asString()).isEqualTo("RELEASED");
        assertThat(released.json().at("/amount").asLong()).isEqualTo(1_500_000);
        assertThat(post(trade + "/release", service, "").json()).isEqualTo(released.json());
        assertThat(limit().at("/used").asLong()).isZero();
        assertThat(reserve(trade, 1_500_000).problem()).isEqualTo("released");
    }

    @Test
    void whatHasCountedForLongIsListedTheOldestFirst() {
        approve();
        reserve(trade, 1);
        assertThat(counting("olderThan=3600")).doesNotContain(trade);
        database.sql("update reservation set reserved_at = now() - interval '2 hours' where id = :id")
                .param("id", UUID.fromString(trade.substring(trade.lastIndexOf('/') + 1)))
                .update();
        assertThat(counting("olderThan=3600")).contains(trade);
        assertThat(counting("olderThan=10800")).doesNotContain(trade);
        post(trade + "/release", service, "");
        assertThat(counting("olderThan=3600")).doesNotContain(trade);
    }

    private List<String> counting(String filter) {
        return everyItem("/reservations?status=RESERVED&limit=100&" + filter, service).stream()
                .map(reservation -> "/reservations/" + reservation.at("/id").asString())
                .toList();
    }

    @Test
    void aReservationThatComesAfterItsReleaseIsRefused() {
        approve();
        Answer tombstone = post(trade + "/release", service, "");
        assertThat(tombstone.status()).as(tombstone.body()).isEqualTo(200);
        assertThat(tombstone.json().at("/status").asString()).isEqualTo("RELEASED");
        assertThat(tombstone.json().at("/amount").isNull()).isTrue();
        assertThat(post(trade + "/release", service, "").json()).isEqualTo(tombstone.json());
        assertThat(reserve(trade, 1).problem()).isEqualTo("released");
        assertThat(limit().at("/used").asLong()).isZero();
    }

    @Test
    void whatIsForQualifiedInvestorsNobodyElseBuys() {
        approve();
        String purchase = "{'participant': '%s', 'amount': 1, 'qualifiedOnly': true}".formatted(investor.subject());
        assertThat(put(trade, service, purchase).problem()).isEqualTo("not-qualified");
        put(
                "/investors/" + investor.subject() + "/qualification",
                login("operator").token(),
                "{'qualified': true}");
        assertThat(put(trade, service, purchase).status()).isEqualTo(201);
    }

    @Test
    void whomComplianceHasNotApprovedBuysNothing() {
        assertThat(reserve(trade, 1).problem()).isEqualTo("not-approved");
        approve();
        assertThat(reserve(trade, 1).status()).isEqualTo(201);
    }

    /** A trade that had to wait asks again before its asset moves. */
    @Test
    void whomAnOperatorHasBlockedSinceIsRefusedWhenItsTradeAsksAgain() {
        approve();
        assertThat(reserve(trade, 1).status()).isEqualTo(201);
        post(
                "/screenings/" + investor.subject() + "/block",
                login("operator").token(),
                "{'reason': 'Order 17 of the court of Moscow'}");
        assertThat(reserve(trade, 1).problem()).isEqualTo("not-approved");
        assertThat(post(trade + "/release", service, "").json().at("/status").asString())
                .isEqualTo("RELEASED");
    }

    @Test
    void theLimitIsThatOfTheYearUnlessTheInvestorIsQualified() {
        approve();
        assertThat(limit().at("/limit").asLong()).isEqualTo(60_000_000);
        assertThat(reserve(trade, 60_000_001).problem()).isEqualTo("limit-exceeded");
        assertThat(reserve(trade, 60_000_000).status()).isEqualTo(201);
        String another = "/reservations/" + UUID.randomUUID();
        assertThat(reserve(another, 1).problem()).isEqualTo("limit-exceeded");

        Answer qualified = put(
                "/investors/" + investor.subject() + "/qualification",
                login("operator").token(),
                "{'qualified': true}");
        assertThat(qualified.status()).as(qualified.body()).isEqualTo(201);
        assertThat(limit().at("/qualified").asBoolean()).isTrue();
        assertThat(limit().at("/limit").isNull()).isTrue();
        assertThat(reserve(another, 1).status()).isEqualTo(201);
        assertThat(limit().at("/used").asLong()).isEqualTo(60_000_001);
    }

    @Test
    void whatNobodyHasPutDownYetIsNoQualificationThatAnOperatorCanHaveRead() {
        String qualification = "/investors/" + investor.subject() + "/qualification";
        String operator = login("operator").token();
        for (String tag : List.of("*", "\"0123\"")) {
            assertThat(send("PUT", qualification, operator, "{'qualified': true}", "If-Match", tag)
                            .problem())
                    .isEqualTo("changed-meanwhile");
        }
        assertThat(get(qualification, operator).status()).isEqualTo(404);
        assertThat(put(qualification, operator, "{'qualified': true}").status()).isEqualTo(201);
        assertThat(send("PUT", qualification, operator, "{'qualified': false}", "If-Match", "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAmountIsAPositiveInteger() {
        for (String amount : new String[] {"0", "-1", "1.5", "null"}) {
            Answer answer =
                    put(trade, service, "{'participant': '" + investor.subject() + "', 'amount': " + amount + "}");
            assertThat(answer.status()).as(amount).isEqualTo(400);
        }
        assertThat(put(trade, service, "{'amount': 1}")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("participant");
    }

    @Test
    void whetherAnInvestorIsQualifiedIsSaidAndNotLeftOut() {
        Answer answer = put(
                "/investors/" + investor.subject() + "/qualification",
                login("operator").token(),
                "{}");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("qualified");
    }

    private void approve() {
        put("/screenings/" + investor.subject(), service, "{'name': 'Anna Li'}");
    }

    private Answer reserve(String path, long amount) {
        return put(path, service, "{'participant': '" + investor.subject() + "', 'amount': " + amount + "}");
    }

    private JsonNode limit() {
        return get("/limits/me", investor.token()).json();
    }
}
