package io.cfa.settlement.stream;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.settlement.RunningSettlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Streams of a third of a second, which is what the tests' settings let them live; what is expected is asked for until it has come. */
class TradeEventApiTest extends RunningSettlement {

    @Autowired
    private JdbcClient database;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private TradeEvents events;

    private final Login buyer = login("investor");
    private final Login seller = login("investor");

    @Test
    void bothSidesFollowTheirTradesFromAnyEventOnAndMissNothing() {
        String start = ids(follow(buyer, null)).get(0);
        UUID trade = trade();
        List<String> told = told(buyer, start, 2);
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("\"trade\":\"" + trade + "\"", "\"status\":\"REQUESTED\"");
        assertThat(told.get(1)).contains("\"trade\":\"" + trade + "\"", "\"status\":\"DONE\"");
        assertThat(told(seller, start, 2)).isEqualTo(told);

        String first = await().atMost(ofMinutes(2))
                .until(() -> ids(follow(buyer, start)), ids -> !ids.isEmpty())
                .get(0);
        assertThat(told(buyer, first, 1)).as("behind the first").containsExactly(told.get(1));
        assertThat(data(follow(login("investor"), start))).as("another's").isEmpty();
    }

    @Test
    void whatHappensWhileSomebodyListensComesAtOnce() {
        CompletableFuture<Answer> stream = CompletableFuture.supplyAsync(() -> follow(buyer, null));
        String start = ids(follow(buyer, null)).get(0);
        trade();
        List<String> all = told(buyer, start, 2);
        // whichever of it came while the stream was open, what the last id leaves out comes next
        List<String> both = new ArrayList<>(data(stream.join()));
        List<String> ids = ids(stream.join());
        both.addAll(told(buyer, ids.get(ids.size() - 1), all.size() - both.size()));
        assertThat(both).isEqualTo(all);
    }

    @Test
    void anEventThatIsCommittedLateIsNotPassedOver() {
        String start = ids(follow(buyer, null)).get(0);
        TransactionTemplate late = new TransactionTemplate(transactions);
        late.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        List<String> meanwhile = late.execute(open -> {
            insertEvent("LATE");
            trade();
            return data(follow(buyer, start));
        });
        assertThat(meanwhile).as("what began later waits").isEmpty();
        assertThat(told(buyer, start, 3)).hasSize(3).first().asString().contains("LATE");
    }

    private void insertEvent(String status) {
        database.sql(
                        "insert into trade_event (trade, buyer, seller, status) values (gen_random_uuid(), :buyer, 'x', :status)")
                .param("buyer", buyer.subject())
                .param("status", status)
                .update();
    }

    @Test
    void whoComesBackFromBeforeWhatIsKeptOrFromAnotherDatabaseIsToldSo() {
        assertThat(follow(buyer, "999999999999-1").body()).contains("event: reset");
        String before = ids(follow(buyer, null)).get(0);
        trade();
        database.sql("update trade_event set at = now() - interval '8 days' where buyer = :buyer")
                .param("buyer", buyer.subject())
                .update();
        events.forgetOld();
        assertThat(follow(buyer, before).body()).contains("event: reset");
        assertThat(follow(buyer, ids(follow(buyer, null)).get(0)).body()).doesNotContain("event: reset");
        for (String made : List.of("x", "1", "-1-2", "1-2-3", "9999999999999999999-1")) {
            assertProblem(follow(buyer, made), 400, "validation");
        }
    }

    @Test
    void aLoginHasThreeStreamsAtMost() {
        StreamLimits limits = new StreamLimits(4, Duration.ofSeconds(1), Duration.ZERO);
        IntStream.range(0, 3).forEach(i -> limits.enter("anna"));
        assertThatThrownBy(() -> limits.enter("anna")).hasMessageContaining("3 streams");
        limits.enter("boris");
        assertThatThrownBy(() -> limits.enter("carl")).as("of all").hasMessageContaining("room");
        limits.leave("anna");
        limits.enter("carl");
        limits.leave("boris");
        limits.enter("anna");
        assertThatThrownBy(() -> limits.enter("anna")).hasMessageContaining("3 streams");
    }

    @Test
    void aStreamIsOfEventsAndNobodyKeepsIt() {
        Answer stream = follow(buyer, null);
        assertThat(stream.contentType()).startsWith("text/event-stream");
        assertThat(stream.header("Cache-Control")).contains("no-store");
        assertThat(stream.body()).startsWith("retry: 1000\n\nid: ");
    }

    private UUID trade() {
        UUID id = UUID.randomUUID();
        UUID offer = offer(seller, 10, 100);
        put("/trades/" + id, buyer.token(), "{'offer': '%s', 'units': 1}".formatted(offer));
        settled(id);
        return id;
    }

    private Answer follow(Login who, String lastEventId) {
        String[] headers = lastEventId == null ? new String[0] : new String[] {"Last-Event-ID", lastEventId};
        return send("GET", "/trade-events", who.token(), "", headers);
    }

    /** At least so many, as soon as a stream has them. */
    private List<String> told(Login who, String lastEventId, int events) {
        return await().atMost(ofMinutes(2)).until(() -> data(follow(who, lastEventId)), data -> data.size() >= events);
    }

    private static List<String> ids(Answer stream) {
        return lines(stream, "id: ");
    }

    private static List<String> data(Answer stream) {
        return lines(stream, "data: ");
    }

    private static List<String> lines(Answer stream, String field) {
        assertThat(stream.status()).as(stream.body()).isEqualTo(200);
        return Pattern.compile("\n")
                .splitAsStream(stream.body())
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()))
                .toList();
    }
}
