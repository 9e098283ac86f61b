package io.cfa.compliance.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class IdentificationApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final String service =
            login("compliance.screen", "compliance.reserve").token();
    private final Login operator = login("operator");
    private final Login anna = login("investor");
    private final String identification = "/investors/" + anna.subject() + "/identification";

    @BeforeEach
    void approved() {
        put("/screenings/" + anna.subject(), service, "{'name': 'Anna Li'}");
    }

    @Test
    void ofWhomNothingIsPutDownTheYearlyLimitAloneCounts() {
        assertThat(get(identification, operator.token()).status()).isEqualTo(404);
        assertThat(buy(60_000_000).status()).isEqualTo(201);
    }

    @Test
    void whoWasIdentifiedInTheSimplifiedWayBuysFor15000AtOnceAnd40000InAMonth() {
        assertThat(identify("SIMPLIFIED").status()).isEqualTo(201);
        assertThat(buy(1_500_001).problem()).isEqualTo("identification-limit");
        Answer first = buy(1_500_000);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(buy(1_500_000).status()).isEqualTo(201);
        assertThat(buy(1_000_001).problem()).isEqualTo("identification-limit");
        assertThat(buy(1_000_000).status()).isEqualTo(201);
        assertThat(buy(1).problem()).isEqualTo("identification-limit");

        post("/reservations/" + first.json().at("/id").asString() + "/release", service, "");
        assertThat(buy(1_500_000).status())
                .as("what was given back counts no more")
                .isEqualTo(201);
        database.sql("update reservation set reserved_at = reserved_at - interval '32 days' where participant = :id")
                .param("id", UUID.fromString(anna.subject()))
                .update();
        assertThat(buy(1_500_000).status()).as("another month").isEqualTo(201);
        assertThat(get("/limits/me", anna.token()).json().at("/used").asLong())
                .as("what was refused is not used of the year")
                .isEqualTo(5_500_000);
    }

    @Test
    void theBankIsToldHowMuchMayBePaidOut() {
        assertThat(limit().at("/level").asString()).isEqualTo("FULL");
        assertThat(limit().has("once")).isFalse();
        identify("SIMPLIFIED");
        assertThat(limit().at("/once").asLong()).isEqualTo(1_500_000);
        assertThat(limit().at("/monthly").asLong()).isEqualTo(4_000_000);
        identify("NONE");
        assertThat(limit().at("/once").asLong(-1)).isZero();
    }

    private JsonNode limit() {
        return get(
                        identification + "/withdrawal-limit",
                        login("compliance.read-screenings").token())
                .json();
    }

    @Test
    void whoWasNotIdentifiedBuysNothingUntilTheyAre() {
        identify("NONE");
        assertThat(buy(1).problem()).isEqualTo("identification-limit");
        Answer full = identify("FULL");
        assertThat(full.status()).isEqualTo(200);
        assertThat(full.json().at("/identifiedBy").asString()).isEqualTo(operator.subject());
        assertThat(get(identification, operator.token()).json()).isEqualTo(full.json());
        assertThat(identify("FULL").json()).as("again changes nothing").isEqualTo(full.json());
        assertThat(buy(1_500_001).status()).isEqualTo(201);
        assertThat(database.sql("select count(*) from outbox where type = :type and aggregate = :id")
                        .param("type", "io.cfa.compliance.participant-identified")
                        .param("id", anna.subject())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void nobodyIdentifiesThemselvesAndWhatIsNoLevelIsRefused() {
        String both = Realm.OURS.token(anna.subject(), "investor", "operator");
        assertThat(put(identification, both, "{'level': 'FULL', 'document': 'mine'}")
                        .problem())
                .isEqualTo("four-eyes");
        for (String body :
                new String[] {"{'level': 'GOLD', 'document': 'x'}", "{'level': 'FULL'}", "{'document': 'x'}"}) {
            assertThat(put(identification, operator.token(), body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(put(identification, anna.token(), "{'level': 'FULL', 'document': 'x'}")
                        .status())
                .isEqualTo(403);
    }

    private Answer identify(String level) {
        return put(identification, operator.token(), "{'level': '%s', 'document': 'Passport'}".formatted(level));
    }

    private Answer buy(long amount) {
        return put(
                "/reservations/" + UUID.randomUUID(),
                service,
                "{'participant': '%s', 'amount': %d}".formatted(anna.subject(), amount));
    }
}
