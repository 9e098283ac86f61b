package io.cfa.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.compliance.name.NameNormalizer;
import io.cfa.contract.Answer;
import io.cfa.contract.Realm;
import io.cfa.contract.RunningService;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
class ReviewApiTest extends RunningService {

    private static final String WHY = "{'reason': 'Order 17'}";

    @Autowired
    private JdbcClient database;

    private final String service = login("compliance.screen", "compliance.read-screenings", "compliance.reserve")
            .token();
    private final Login operator = login("operator");
    private final Login buyer = login("investor");
    private final Login seller = login("investor");
    private final String screening = "/screenings/" + buyer.subject();

    @BeforeEach
    void bothAreApproved() {
        put(screening, service, "{'name': 'Anna Li'}");
        put("/screenings/" + seller.subject(), service, "{'name': 'Boris Kim'}");
    }

    @Test
    void whoIsBlockedNeitherBuysNorSellsUntilTheRelease(CapturedOutput log) {
        assertThat(post(screening + "/block", operator.token(), WHY)
                        .json()
                        .at("/result")
                        .asString())
                .isEqualTo("REJECTED");
        assertThat(reserve(buyer, seller).problem()).isEqualTo("not-approved");
        assertThat(reserve(seller, buyer).problem()).isEqualTo("seller-not-approved");
        String number = get(screening + "/decisions", operator.token())
                .json()
                .at("/0/number")
                .asString();
        assertThat(log.getOut())
                .contains("is REJECTED by decision " + number + " (BLOCKED at ")
                .contains("by operator " + operator.subject());

        assertThat(put(screening, service, "{'name': 'Anna Li'}")
                        .json()
                        .at("/result")
                        .asString())
                .as("a screening does not end a block")
                .isEqualTo("REJECTED");
        assertThat(post(screening + "/rescreening", operator.token(), "").problem())
                .isEqualTo("blocked");
        assertThat(post(screening + "/release", operator.token(), WHY)
                        .json()
                        .at("/result")
                        .asString())
                .isEqualTo("APPROVED");
        assertThat(post(screening + "/release", operator.token(), WHY).problem())
                .isEqualTo("not-blocked");
        assertThat(reserve(buyer, seller).status()).isEqualTo(201);
        assertThat(kinds()).containsExactly("RELEASED", "BLOCKED", "SCREENED");
    }

    @Test
    void whoIsScreenedAgainIsComparedWithTheListAsItIsNow() {
        String name = "Zinaida Quux " + UUID.randomUUID();
        Login late = login("investor");
        put("/screenings/" + late.subject(), service, "{'name': '" + name + "'}");
        // as a release before lists it: nobody is compared with it in the background
        database.sql("insert into watched (id, name, words, reason, listed_at, compare_at)"
                        + " values (:id, :name, :words, 'later', now(), null)")
                .param("id", UUID.randomUUID())
                .param("name", name)
                .param("words", NameNormalizer.of(name))
                .update();
        assertThat(reserve(late, seller).status()).isEqualTo(201);
        Answer again = post("/screenings/" + late.subject() + "/rescreening", operator.token(), "");
        assertThat(again.json().at("/result").asString()).isEqualTo("REJECTED");
        assertThat(reserve(late, seller).problem()).isEqualTo("not-approved");
    }

    @Test
    void nobodyIsTheirOwnOperator() {
        String self = UUID.randomUUID().toString();
        String token = Realm.OURS.token(self, "operator", "investor");
        String own = "/screenings/" + self;
        assertThat(put(own, token, "{'name': 'Me'}").problem()).isEqualTo("four-eyes");
        put(own, service, "{'name': 'Me'}");
        for (Answer refused : new Answer[] {
            post(own + "/block", token, WHY),
            post(own + "/release", token, WHY),
            post(own + "/rescreening", token, ""),
            post(own + "/decision", token, "{'result': 'APPROVED', 'reason': 'me'}"),
            put("/investors/" + self + "/qualification", token, "{'qualified': true}")
        }) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(403);
            assertThat(refused.problem()).isEqualTo("four-eyes");
        }
    }

    @Test
    void aDecisionIsNeverChanged() {
        assertThatThrownBy(() -> database.sql("update screening_decision set result = 'APPROVED'")
                        .update())
                .hasMessageContaining("only ever added");
    }

    private Answer reserve(Login from, Login to) {
        return put(
                "/reservations/" + UUID.randomUUID(),
                service,
                "{'participant': '%s', 'amount': 1, 'seller': '%s'}".formatted(from.subject(), to.subject()));
    }

    private Iterable<String> kinds() {
        var decisions = get(screening + "/decisions", operator.token()).json();
        return IntStream.range(0, decisions.size())
                .mapToObj(i -> decisions.at("/" + i + "/kind").asString())
                .toList();
    }
}
