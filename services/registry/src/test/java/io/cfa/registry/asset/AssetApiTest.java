package io.cfa.registry.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class AssetApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login issuance = login("registry.register-assets");
    private final Login issuer = login("issuer");
    private final UUID id = UUID.randomUUID();
    private final String path = "/assets/" + id;
    private final String creation =
            "{'name': 'Receivables 2026/1', 'units': 1000, 'issuer': '" + issuer.subject() + "'}";

    @Test
    void anAssetComesIntoBeingOnceInTheHandsOfItsIssuer() {
        Answer first = put(path, issuance.token(), creation);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().at("/issuer").asString()).isEqualTo(issuer.subject());
        assertThat(put(path, issuance.token(), creation).json()).isEqualTo(first.json());
        assertThat(get(path, issuer.token()).json()).isEqualTo(first.json());
        assertThat(get("/assets", login("investor").token()).json().at("/0")).isEqualTo(first.json());

        Answer holdings = get("/holdings/me", issuer.token());
        assertThat(holdings.json().size()).isEqualTo(1);
        assertThat(holdings.json().at("/0/units").asLong()).isEqualTo(1000);
        assertThat(database.sql(
                                "select count(*) from outbox where type = 'io.cfa.registry.asset-created' and aggregate = :id")
                        .param("id", id.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anotherAssetUnderTheSameIdIsAConflict() {
        put(path, issuance.token(), creation);
        for (String other : new String[] {
            creation.replace("1000", "1001"),
            creation.replace("2026/1", "2026/2"),
            creation.replace(issuer.subject(), UUID.randomUUID().toString())
        }) {
            Answer answer = put(path, issuance.token(), other);
            assertThat(answer.status()).as(answer.body()).isEqualTo(409);
            assertThat(answer.problem()).isEqualTo("id-taken");
        }
    }

    @Test
    void onlyServicesCreateAssets() {
        assertThat(put(path, issuer.token(), creation).status()).isEqualTo(403);
        assertThat(put(path, operator.token(), creation).status()).isEqualTo(403);
        assertThat(get(path, operator.token()).status()).isEqualTo(404);
    }

    @Test
    void everybodySeesTheirOwnHoldingsAndTheOperatorThoseOfAnAsset() {
        assertThat(get(path + "/holdings", operator.token()).status()).isEqualTo(404);
        put(path, issuance.token(), creation);
        assertThat(get("/holdings/me", login("investor").token()).json().size()).isZero();
        assertThat(get(path + "/holdings", issuer.token()).status()).isEqualTo(403);
        Answer holders = get(path + "/holdings", operator.token());
        assertThat(holders.json().size()).as(holders.body()).isEqualTo(1);
        assertThat(holders.json().at("/0/holder").asString()).isEqualTo(issuer.subject());
        assertThat(holders.json().at("/0/units").asLong()).isEqualTo(1000);
    }

    @Test
    void holdersComePageByPageHoweverManyThereAre() {
        put(path, issuance.token(), creation);
        database.sql("update holding set units = 1 where asset = :id")
                .param("id", id)
                .update();
        database.sql(
                        "insert into holding select :id, to_char(number, 'FM000000'), 1 from generate_series(1, 2500) as number")
                .param("id", id)
                .update();
        List<String> holders = everyItem(path + "/holdings?limit=100", operator.token()).stream()
                .map(holding -> holding.at("/holder").asString())
                .toList();
        assertThat(holders).hasSize(2501).doesNotHaveDuplicates().contains("000001", "002500", issuer.subject());
        assertThat(everyItem(path + "/holdings?sort=-holder&limit=100", operator.token()).stream()
                        .map(holding -> holding.at("/holder").asString()))
                .containsExactlyElementsOf(backwards(holders));
        assertThat(everyItem(path + "/holdings?holder=" + issuer.subject(), operator.token()))
                .hasSize(1);
        database.sql("delete from holding where asset = :id and holder <> :issuer")
                .param("id", id)
                .param("issuer", issuer.subject())
                .update();
        database.sql("update holding set units = 1000 where asset = :id")
                .param("id", id)
                .update();
    }

    private static List<String> backwards(List<String> items) {
        List<String> backwards = new ArrayList<>(items);
        Collections.reverse(backwards);
        return backwards;
    }

    @Test
    void anEntryIsNeverChanged() {
        put(path, issuance.token(), creation);
        for (String change :
                new String[] {"update entry set units = units + 1", "delete from entry", "truncate entry cascade"}) {
            assertThatThrownBy(() -> database.sql(change).update()).hasMessageContaining("only ever added");
        }
    }
}
