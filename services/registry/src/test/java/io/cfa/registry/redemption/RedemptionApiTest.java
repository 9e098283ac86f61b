package io.cfa.registry.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class RedemptionApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login settlement = login("registry.register-assets", "registry.transfer", "registry.read-holdings");
    private final Login issuer = login("issuer");
    private final Login anna = login("investor");
    private final Login boris = login("investor");
    private final UUID asset = UUID.randomUUID();
    private final UUID annas = UUID.randomUUID();
    private final UUID borises = UUID.randomUUID();

    @BeforeEach
    void annaHoldsTenAndBorisFour() {
        put(
                "/assets/" + asset,
                settlement.token(),
                "{'name': 'Bond', 'units': 20, 'issuer': '" + issuer.subject() + "'}");
        sold(anna, 10);
        sold(boris, 4);
    }

    @Test
    void unitsOfManyGoBackOnceHoweverOftenTheyAreAskedFor() {
        String both = line(annas, anna, 7) + "," + line(borises, boris, 4);
        assertThat(ids(redeem(both), "/redeemed")).containsExactly(annas.toString(), borises.toString());
        assertThat(ids(redeem(both), "/redeemed")).containsExactly(annas.toString(), borises.toString());
        assertThat(units(anna)).isEqualTo(3);
        assertThat(units(boris)).isZero();
        assertThat(units(issuer)).isEqualTo(6 + 11);
        JsonNode entered = get("/transfers/" + annas, operator.token()).json();
        assertThat(entered.at("/to").asString()).isEqualTo(issuer.subject());
        assertThat(get("/chain/verify", operator.token()).json().at("/valid").asBoolean())
                .isTrue();
    }

    @Test
    void twoLinesOfOneHolderAreBothEnteredAndTheChainIsWhole() {
        UUID second = UUID.randomUUID();
        Answer answer = redeem(line(annas, anna, 7) + "," + line(second, anna, 2) + "," + line(borises, boris, 1));
        assertThat(ids(answer, "/redeemed")).containsExactly(annas.toString(), second.toString(), borises.toString());
        assertThat(units(anna)).isEqualTo(1);
        assertThat(units(issuer)).isEqualTo(6 + 10);
        Answer proof = get("/chain/verify", operator.token());
        assertThat(proof.json().at("/valid").asBoolean()).as(proof.body()).isTrue();
        assertThat(proof.json().at("/wrongHoldings").asLong()).isZero();
        assertThat(get("/transfers/" + borises, operator.token())
                        .json()
                        .at("/hash")
                        .asString())
                .hasSize(64);
        assertThat(database.sql(
                                "select count(*) from outbox where type = 'io.cfa.registry.units-transferred' and aggregate = :asset")
                        .param("asset", asset.toString())
                        .query(Long.class)
                        .single())
                .as("the two sales and these three")
                .isEqualTo(5);
    }

    @Test
    void whatOneCannotGiveKeepsNothingFromTheOthersAndStaysRefused() {
        arrest(boris, 3);
        Answer answer = redeem(line(annas, anna, 7) + "," + line(borises, boris, 2));
        assertThat(ids(answer, "/redeemed")).containsExactly(annas.toString());
        assertThat(answer.json().at("/refused/0/id").asString()).isEqualTo(borises.toString());
        assertThat(answer.json().at("/refused/0/reason").asString()).isEqualTo("units-restricted");
        Answer single = put(
                "/transfers/" + borises,
                settlement.token(),
                "{'asset': '%s', 'from': '%s', 'to': '%s', 'units': 2}"
                        .formatted(asset, boris.subject(), issuer.subject()));
        assertProblem(single, 409, "units-restricted");
        assertThat(redeem(line(UUID.randomUUID(), boris, 1)).json().at("/redeemed"))
                .hasSize(1);
        assertThat(redeem(line(UUID.randomUUID(), anna, 4))
                        .json()
                        .at("/refused/0/reason")
                        .asString())
                .isEqualTo("insufficient-units");
        assertThat(units(anna)).isEqualTo(3);
        assertThat(units(boris)).isEqualTo(3);
    }

    @Test
    void whereALineMakesNoSenseNothingOfTheCallIsEntered() {
        redeem(line(annas, anna, 1));
        assertProblem(redeem(line(borises, boris, 1) + "," + line(annas, anna, 2)), 409, "id-taken");
        assertProblem(redeem(line(borises, boris, 1) + "," + line(annas, issuer, 1)), 422, "same-holder");
        Answer twice = redeem(line(borises, boris, 1) + "," + line(borises, anna, 2));
        assertProblem(twice, 422, "id-twice");
        assertThat(twice.json().at("/errors/0/field").asString()).isEqualTo("lines");
        String many = IntStream.range(0, 101)
                .mapToObj(i -> line(UUID.randomUUID(), boris, 1))
                .collect(Collectors.joining(","));
        assertThat(redeem(many).json().at("/errors/0/field").asString()).isEqualTo("lines");
        assertProblem(
                post(
                        "/redemptions",
                        settlement.token(),
                        "{'asset': '%s', 'lines': [%s]}".formatted(UUID.randomUUID(), line(borises, boris, 1))),
                404,
                "not-found");
        assertThat(units(boris)).isEqualTo(4);
        assertThat(redeem(line(borises, boris, 1)).json().at("/redeemed")).hasSize(1);
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(type);
    }

    private Answer redeem(String lines) {
        return post("/redemptions", settlement.token(), "{'asset': '%s', 'lines': [%s]}".formatted(asset, lines));
    }

    private static String line(UUID id, Login holder, long units) {
        return "{'id': '%s', 'holder': '%s', 'units': %d}".formatted(id, holder.subject(), units);
    }

    private static List<String> ids(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().at(field).valueStream().map(JsonNode::asString).toList();
    }

    private void sold(Login to, long units) {
        put(
                "/transfers/" + UUID.randomUUID(),
                settlement.token(),
                "{'asset': '%s', 'from': '%s', 'to': '%s', 'units': %d}"
                        .formatted(asset, issuer.subject(), to.subject(), units));
    }

    private void arrest(Login holder, long units) {
        Answer answer = put(
                "/restrictions/" + UUID.randomUUID(),
                operator.token(),
                "{'kind': 'ARREST', 'asset': '%s', 'holder': '%s', 'units': %d, 'reason': 'order 17'}"
                        .formatted(asset, holder.subject(), units));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private long units(Login holder) {
        return get("/assets/" + asset + "/holdings?holder=" + holder.subject(), settlement.token())
                .json()
                .at("/0/units")
                .asLong();
    }
}
