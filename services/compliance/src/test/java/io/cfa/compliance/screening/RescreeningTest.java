package io.cfa.compliance.screening;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A watch list that lives: whoever was approved is stopped when their name is listed, and two operators let them go on. */
class RescreeningTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final String service = login("compliance.screen", "compliance.read-screenings", "compliance.reserve")
            .token();
    private final Login one = login("operator");
    private final Login two = login("operator");
    private final Login anna = login("investor");
    private final Login boris = login("investor");
    private final List<UUID> listed = new ArrayList<>();

    /** Of letters that no other test's names are like. */
    private final String surname = "Q"
            + UUID.randomUUID()
                    .toString()
                    .replaceAll("[^a-f]", "")
                    .replace('a', 'o')
                    .replace('e', 'u');

    private final String screening = "/screenings/" + anna.subject();

    @BeforeEach
    void bothAreApproved() {
        put(screening, service, "{'name': 'Anna " + surname + "zhevskaya'}");
        put("/screenings/" + boris.subject(), service, "{'name': 'Boris Kim'}");
        assertThat(result()).isEqualTo("APPROVED");
    }

    @AfterEach
    void nobodyIsLikeWhatWasListed() {
        listed.forEach(id -> database.sql("delete from watched where id = :id")
                .param("id", id)
                .update());
    }

    @Test
    void whoseNameIsListedLaterNeitherBuysNorSells() {
        UUID id = list("Anna " + surname + "zhevskaya", "List of today");
        assertThat(reserve(anna, boris).problem()).isEqualTo("not-approved");
        assertThat(reserve(boris, anna).problem()).isEqualTo("seller-not-approved");
        JsonNode held = get(screening, service).json();
        assertThat(held.at("/result").asString()).isEqualTo("TO_REVIEW");
        assertThat(held.at("/reason").asString()).isEqualTo("On the watch list: List of today");
        assertThat(held.at("/listed").asString()).isEqualTo(id.toString());
        assertThat(held.at("/decidedBy").isNull()).isTrue();
        assertThat(get(screening + "/decisions", one.token())
                        .json()
                        .at("/0/kind")
                        .asString())
                .isEqualTo("RESCREENED");
        assertThat(get("/watch-list/" + id + "/comparison", one.token())
                        .json()
                        .at("/found")
                        .asLong())
                .isEqualTo(1);
        assertThat(events("compliance.participant-rescreened")).isEqualTo(1);
        assertThat(get("/screenings/" + boris.subject(), service)
                        .json()
                        .at("/result")
                        .asString())
                .as("everybody else goes on")
                .isEqualTo("APPROVED");
    }

    @Test
    void whoseNameIsLikeOneThatIsListedWaitsForOperatorsToo() {
        list("Ana " + surname + "zhevskaia", "List of today");
        assertThat(get(screening, service).json().at("/reason").asString())
                .isEqualTo("Like Ana " + surname + "zhevskaia of the watch list: List of today");
        assertThat(reserve(anna, boris).problem()).isEqualTo("not-approved");
    }

    @Test
    void oneOperatorProposesAndAnotherApproves() {
        list("Anna " + surname + "zhevskaya", "List of today");
        assertThat(worklist()).singleElement().satisfies(review -> {
            assertThat(review.at("/twoOperators").asBoolean()).isTrue();
            assertThat(review.at("/proposedBy").isMissingNode()).isTrue();
        });
        assertThat(decide(one, "APPROVED").problem()).isEqualTo("proposal-missing");
        assertThat(propose(one, "REJECTED").status()).isEqualTo(200);
        assertThat(decide(two, "APPROVED").problem()).isEqualTo("proposal-missing");
        Answer proposed = propose(one, "APPROVED");
        assertThat(proposed.json().at("/proposedBy").asString()).isEqualTo(one.subject());
        assertThat(get("/reviews/" + anna.subject(), two.token()).json()).isEqualTo(proposed.json());
        Answer self = decide(one, "APPROVED");
        assertThat(self.status()).as(self.body()).isEqualTo(403);
        assertThat(self.problem()).isEqualTo("four-eyes");
        assertThat(reserve(anna, boris).problem()).isEqualTo("not-approved");

        assertThat(decide(two, "APPROVED").json().at("/result").asString()).isEqualTo("APPROVED");
        assertThat(reserve(anna, boris).status()).isEqualTo(201);
        assertThat(worklist()).isEmpty();
        assertThat(get("/reviews/" + anna.subject(), two.token()).status()).isEqualTo(404);
        assertThat(propose(one, "APPROVED").problem()).isEqualTo("not-to-review");
        assertThat(events("compliance.decision-proposed")).isEqualTo(2);
        assertThat(events("compliance.screening-decided")).isEqualTo(1);
    }

    @Test
    void toRejectTakesOneOperatorAndStays() {
        UUID id = list("Anna " + surname + "zhevskaya", "List of today");
        assertThat(decide(one, "REJECTED").json().at("/result").asString()).isEqualTo("REJECTED");
        list("Anna " + surname + "zhevskaya", "Another list");
        assertThat(result())
                .as("the list approves and stops nobody who is rejected")
                .isEqualTo("REJECTED");
        assertThat(get(screening, service).json().at("/listed").asString()).isEqualTo(id.toString());
    }

    @Test
    void oneMoreNameThatIsLikeTakesAProposalAway() {
        list("Anna " + surname + "zhevskaya", "List of today");
        propose(one, "APPROVED");
        list("Hanna " + surname + "zhevskaya", "List of tomorrow");
        assertThat(decide(two, "APPROVED").problem()).isEqualTo("proposal-missing");
        assertThat(get(screening, service).json().at("/reason").asString())
                .isEqualTo("Like Hanna " + surname
                        + "zhevskaya of the watch list: List of tomorrow; before: On the watch list: List of today");
    }

    @Test
    void aNameThatIsRemovedApprovesNobody() {
        UUID id = list("Anna " + surname + "zhevskaya", "List of today");
        decide(one, "REJECTED");
        Answer removed = post("/watch-list/" + id + "/removal", one.token(), "{'reason': 'a mistake'}");
        assertThat(removed.status()).as(removed.body()).isEqualTo(200);
        assertThat(removed.json().at("/removedBy").asString()).isEqualTo(one.subject());
        compared(id);
        assertThat(get(screening, service).json().at("/reason").asString())
                .isEqualTo("Anna " + surname + "zhevskaya is on the watch list no more: a mistake");
        assertThat(result()).isEqualTo("TO_REVIEW");
        assertThat(propose(one, "APPROVED").status()).isEqualTo(200);
        assertThat(decide(two, "APPROVED").status()).isEqualTo(200);
        assertThat(post("/watch-list/" + id + "/removal", two.token(), "{'reason': 'again'}")
                        .json())
                .as("again changes nothing")
                .isEqualTo(removed.json());
        Login late = login("investor");
        assertThat(put("/screenings/" + late.subject(), service, "{'name': 'Anna " + surname + "zhevskaya'}")
                        .json()
                        .at("/result")
                        .asString())
                .as("nobody is compared with it any more")
                .isEqualTo("APPROVED");
        assertThat(events("compliance.name-removed", id.toString())).isEqualTo(1);
    }

    @Test
    void whoIsFirstScreenedAndListedAtTheSameTimeIsStoppedWhicheverComesFirst() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 10; i++) {
                String name = "Vera " + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "off";
                Login somebody = login("investor");
                UUID id = UUID.randomUUID();
                listed.add(id);
                Future<Answer> screened = threads.submit(
                        () -> put("/screenings/" + somebody.subject(), service, "{'name': '" + name + "'}"));
                Future<Answer> added = threads.submit(
                        () -> put("/watch-list/" + id, one.token(), "{'name': '" + name + "', 'reason': 'at once'}"));
                assertThat(screened.get().status()).isEqualTo(201);
                assertThat(added.get().status()).isEqualTo(201);
                compared(id);
                assertThat(get("/screenings/" + somebody.subject(), service)
                                .json()
                                .at("/result")
                                .asString())
                        .isIn("TO_REVIEW", "REJECTED");
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aComparisonOfManyPagesGoesOnWhereAKilledProcessHasLeftIt() {
        database.sql(
                        "insert into screening (id, name, result, reason, screened_at)"
                                + " select gen_random_uuid(), :name || ' ' || i, 'APPROVED', '', now() from generate_series(1, 1200) i")
                .param("name", "Crowd " + surname)
                .update();
        UUID id = UUID.randomUUID();
        listed.add(id);
        UUID middle = database.sql("select id from screening order by id offset 600 limit 1")
                .query(UUID.class)
                .single();
        // as a process leaves it that dies under a lease
        database.sql("insert into watched (id, name, words, reason, listed_at, compare_at, claim, compared_to, found)"
                        + " values (:id, :name, :words, 'killed', now(), now() + interval '1 second', 7, :middle, 3)")
                .param("id", id)
                .param("name", "Anna " + surname + "zhevskaya")
                .param("words", ("anna " + surname + "zhevskaya").toLowerCase(java.util.Locale.ROOT))
                .param("middle", middle)
                .update();
        compared(id);
        boolean behind = database.sql("select id > :middle from screening where id = :anna")
                .param("middle", middle)
                .param("anna", UUID.fromString(anna.subject()))
                .query(Boolean.class)
                .single();
        assertThat(result()).isEqualTo(behind ? "TO_REVIEW" : "APPROVED");
        assertThat(get("/watch-list/" + id + "/comparison", one.token())
                        .json()
                        .at("/found")
                        .asLong())
                .isEqualTo(behind ? 4 : 3);
        database.sql("delete from screening where name like :name")
                .param("name", "Crowd " + surname + "%")
                .update();
    }

    @Test
    void aWrongRemovalOrProposalIsRefused() {
        UUID none = UUID.randomUUID();
        assertThat(post("/watch-list/" + none + "/removal", one.token(), "{'reason': 'x'}")
                        .status())
                .isEqualTo(404);
        assertThat(get("/watch-list/" + none + "/comparison", one.token()).status())
                .isEqualTo(404);
        assertThat(propose(one, "APPROVED").problem()).isEqualTo("not-to-review");
        Login unclear = login("investor");
        put("/screenings/" + unclear.subject(), service, "{'name': '1'}");
        assertThat(post(
                                "/screenings/" + unclear.subject() + "/proposal",
                                one.token(),
                                "{'result': 'APPROVED', 'reason': 'x'}")
                        .problem())
                .isEqualTo("one-decides");
    }

    private UUID list(String name, String reason) {
        UUID id = UUID.randomUUID();
        listed.add(id);
        Answer answer = put("/watch-list/" + id, one.token(), "{'name': '%s', 'reason': '%s'}".formatted(name, reason));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        compared(id);
        return id;
    }

    private void compared(UUID id) {
        await().atMost(ofMinutes(2)).until(() -> get("/watch-list/" + id + "/comparison", one.token())
                .json()
                .at("/finished")
                .asBoolean());
    }

    private String result() {
        return get(screening, service).json().at("/result").asString();
    }

    private List<JsonNode> worklist() {
        return everyItem("/reviews?limit=100", one.token()).stream()
                .filter(review -> review.at("/participant").asString().equals(anna.subject()))
                .toList();
    }

    private Answer propose(Login operator, String verdict) {
        return post(screening + "/proposal", operator.token(), "{'result': '" + verdict + "', 'reason': 'seen'}");
    }

    private Answer decide(Login operator, String verdict) {
        return post(screening + "/decision", operator.token(), "{'result': '" + verdict + "', 'reason': 'seen'}");
    }

    private Answer reserve(Login from, Login to) {
        return put(
                "/reservations/" + UUID.randomUUID(),
                service,
                "{'participant': '%s', 'amount': 1, 'seller': '%s'}".formatted(from.subject(), to.subject()));
    }

    private long events(String type) {
        return events(type, anna.subject());
    }

    private long events(String type, String aggregate) {
        return database.sql("select count(*) from outbox where type = :type and aggregate = :aggregate")
                .param("type", "io.cfa." + type)
                .param("aggregate", aggregate)
                .query(Long.class)
                .single();
    }
}
