package io.cfa.registry.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class TransferApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login settlement = login("registry.register-assets", "registry.transfer");
    private final Login issuer = login("issuer");
    private final Login anna = login("investor");
    private final UUID asset = UUID.randomUUID();
    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void theIssuerHoldsAThousand() {
        put(
                "/assets/" + asset,
                settlement.token(),
                "{'name': 'Receivables', 'units': 1000, 'issuer': '" + issuer.subject() + "'}");
    }

    @Test
    void unitsGoFromOneToAnotherOnce() {
        Answer first = transfer(id, issuer, anna, 300);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().at("/from").asString()).isEqualTo(issuer.subject());
        assertThat(first.json().at("/hash").asString()).hasSize(64);
        assertThat(transfer(id, issuer, anna, 300).json()).isEqualTo(first.json());
        assertThat(get("/transfers/" + id, operator.token()).json()).isEqualTo(first.json());
        assertThat(units(issuer)).isEqualTo(700);
        assertThat(units(anna)).isEqualTo(300);
        Answer chain = get("/chain/verify", operator.token());
        assertThat(chain.json().at("/valid").asBoolean()).as(chain.body()).isTrue();
        assertThat(chain.json().at("/head")).isEqualTo(first.json().at("/hash"));
        assertThat(chain.json().at("/entries")).isEqualTo(first.json().at("/entry"));
        assertThat(chain.json().at("/firstBroken").isMissingNode()).isTrue();
        assertThat(database.sql(
                                "select count(*) from outbox where type = 'io.cfa.registry.units-transferred' and aggregate = :id")
                        .param("id", asset.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRefusedTransferStaysRefusedUnderAnIdempotencyKeyToo() {
        String body = "{'asset': '%s', 'from': '%s', 'to': '%s', 'units': 5}"
                .formatted(asset, anna.subject(), issuer.subject());
        for (String key : new String[] {"first", "second"}) {
            Answer refused = send("PUT", "/transfers/" + id, settlement.token(), body, "Idempotency-Key", key + id);
            assertThat(refused.problem()).isEqualTo("insufficient-units");
            transfer(UUID.randomUUID(), issuer, anna, 10);
        }
        assertRefused(transfer(id, anna, issuer, 5), "insufficient-units");
    }

    @Test
    void whatIsCancelledNeverComesAndWhatHasComeIsNotCancelled() {
        assertThat(cancel(id).status()).isEqualTo(204);
        assertThat(cancel(id).status()).isEqualTo(204);
        assertRefused(transfer(id, issuer, anna, 1), "insufficient-units");
        UUID moved = UUID.randomUUID();
        transfer(moved, issuer, anna, 1);
        assertRefused(cancel(moved), "transferred");
        assertThat(units(anna)).isEqualTo(1);
    }

    @Test
    void whatIsArrestedOrPledgedIsReceivedAndNotGivenAway() {
        transfer(UUID.randomUUID(), issuer, anna, 100);
        String pledge = restrict("{'asset': '%s', 'holder': '%s', 'kind': 'PLEDGE', 'units': 60, 'reason': 'a debt'}"
                .formatted(asset, anna.subject()));
        assertThat(transfer(UUID.randomUUID(), anna, issuer, 40).status()).isEqualTo(201);
        UUID late = UUID.randomUUID();
        assertRefused(transfer(late, anna, issuer, 1), "units-restricted");
        assertThat(transfer(UUID.randomUUID(), issuer, anna, 1).status()).isEqualTo(201);
        assertThat(transfer(UUID.randomUUID(), anna, issuer, 1).status()).isEqualTo(201);

        String arrest = restrict("{'asset': '%s', 'kind': 'ARREST', 'reason': 'order 17'}".formatted(asset));
        assertRefused(transfer(UUID.randomUUID(), issuer, anna, 1), "units-restricted");
        release(arrest);
        assertThat(transfer(UUID.randomUUID(), issuer, anna, 1).status()).isEqualTo(201);
        assertThat(release(pledge).json().at("/releasedBy").asString()).isEqualTo(operator.subject());
        assertThat(transfer(UUID.randomUUID(), anna, issuer, 61).status()).isEqualTo(201);
        assertRefused(transfer(late, anna, issuer, 1), "insufficient-units");
        assertThat(get("/restrictions?asset=" + asset, operator.token()).json().size())
                .isEqualTo(2);
    }

    @Test
    void nobodyReleasesTheirOwnUnitsAndNoNumberIsThatOfAnAsset() {
        String token = io.cfa.contract.Realm.OURS.token(anna.subject(), "operator");
        String own = restrict("{'asset': '%s', 'holder': '%s', 'kind': 'ARREST', 'reason': 'order 17'}"
                .formatted(asset, anna.subject()));
        assertThat(post("/restrictions/" + own + "/release", token, "{'reason': 'me'}")
                        .problem())
                .isEqualTo("four-eyes");
        release(own);
        transfer(id, issuer, anna, 1);
        String all = restrict("{'asset': '%s', 'kind': 'ARREST', 'reason': 'order 18'}".formatted(asset));
        for (Login concerned : List.of(anna, issuer)) {
            assertThat(post(
                                    "/restrictions/" + all + "/release",
                                    io.cfa.contract.Realm.OURS.token(concerned.subject(), "operator"),
                                    "{'reason': 'me'}")
                            .problem())
                    .isEqualTo("four-eyes");
        }
        assertThat(release(all).status()).isEqualTo(200);
        String path = "/restrictions/" + UUID.randomUUID();
        assertThat(put(
                                path,
                                operator.token(),
                                "{'asset': '%s', 'kind': 'ARREST', 'units': 5, 'reason': 'x'}".formatted(asset))
                        .problem())
                .isEqualTo("holder-missing");
        assertThat(put(
                                path,
                                operator.token(),
                                "{'asset': '%s', 'kind': 'ARREST', 'reason': 'x'}".formatted(UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
    }

    private String restrict(String terms) {
        String restriction = UUID.randomUUID().toString();
        Answer answer = put("/restrictions/" + restriction, operator.token(), terms);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(put("/restrictions/" + restriction, operator.token(), terms).json())
                .isEqualTo(answer.json());
        return restriction;
    }

    private Answer release(String restriction) {
        return post("/restrictions/" + restriction + "/release", operator.token(), "{'reason': 'order 18'}");
    }

    private Answer cancel(UUID transfer) {
        return post("/transfers/" + transfer + "/cancellation", settlement.token(), "");
    }

    @Test
    void anotherTransferUnderTheSameIdIsAConflict() {
        transfer(id, issuer, anna, 300);
        assertRefused(transfer(id, issuer, anna, 301), "id-taken");
        assertRefused(transfer(id, anna, issuer, 300), "id-taken");
        assertThat(units(anna)).isEqualTo(300);
    }

    @Test
    void nobodyGivesWhatIsNotThere() {
        assertRefused(transfer(id, issuer, anna, 1001), "insufficient-units");
        assertRefused(transfer(id, anna, issuer, 1), "insufficient-units");
        assertThat(get("/transfers/" + id, operator.token()).status()).isEqualTo(404);
        assertThat(transfer(UUID.randomUUID(), issuer, anna, 1000).status()).isEqualTo(201);
        assertThat(get("/holdings/me", issuer.token()).json().size()).isZero();
        assertThat(transfer(UUID.randomUUID(), anna, anna, 1).status()).isEqualTo(422);
    }

    @Test
    void whatWasRefusedOnceStaysRefused() {
        assertRefused(transfer(id, anna, issuer, 10), "insufficient-units");
        transfer(UUID.randomUUID(), issuer, anna, 10);
        assertRefused(transfer(id, anna, issuer, 10), "insufficient-units");
        assertThat(units(anna)).isEqualTo(10);
        assertThat(transfer(UUID.randomUUID(), anna, issuer, 10).status()).isEqualTo(201);
    }

    @Test
    void anAssetThatIsNotThereHasNoUnits() {
        Answer answer = put(
                "/transfers/" + id,
                settlement.token(),
                "{'asset': '%s', 'from': '%s', 'to': '%s', 'units': 1}"
                        .formatted(UUID.randomUUID(), issuer.subject(), anna.subject()));
        assertRefused(answer, "insufficient-units");
    }

    @Test
    void aTradeMayHaveTheIdOfAnAsset() {
        assertThat(transfer(asset, issuer, anna, 1).status()).isEqualTo(201);
    }

    @Test
    void onlyServicesTransfer() {
        for (Login login : new Login[] {operator, issuer, anna}) {
            assertThat(put("/transfers/" + id, login.token(), transferOf(issuer, anna, 1))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(get("/transfers/" + id, anna.token()).status()).isEqualTo(403);
    }

    private Answer transfer(UUID id, Login from, Login to, long units) {
        return put("/transfers/" + id, settlement.token(), transferOf(from, to, units));
    }

    private String transferOf(Login from, Login to, long units) {
        return "{'asset': '%s', 'from': '%s', 'to': '%s', 'units': %d}"
                .formatted(asset, from.subject(), to.subject(), units);
    }

    private long units(Login holder) {
        return get("/holdings/me", holder.token()).json().at("/0/units").asLong();
    }

    private static void assertRefused(Answer answer, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo(type);
    }
}
