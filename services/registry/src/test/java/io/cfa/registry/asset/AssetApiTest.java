package io.cfa.registry.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class AssetApiTest extends RunningService {

    @Autowired
    private JdbcClient database;

    private final Login operator = login("operator");
    private final Login issuer = login("issuer");
    private final String path = "/assets/" + UUID.randomUUID();
    private final String creation =
            "{'name': 'Receivables 2026/1', 'units': 1000, 'holder': '" + issuer.subject() + "'}";

    @Test
    void anAssetComesIntoBeingOnceInTheHandsOfItsFirstHolder() {
        Answer first = put(path, operator.token(), creation);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(put(path, operator.token(), creation).json()).isEqualTo(first.json());
        assertThat(get(path, issuer.token()).json()).isEqualTo(first.json());

        Answer holdings = get("/holdings", issuer.token());
        assertThat(holdings.json().size()).isEqualTo(1);
        assertThat(holdings.json().at("/0/units").asLong()).isEqualTo(1000);
    }

    @Test
    void anotherAssetUnderTheSameIdIsAConflict() {
        put(path, operator.token(), creation);
        assertThat(put(path, operator.token(), creation.replace("1000", "1001")).status())
                .isEqualTo(409);
        assertThat(put(path, operator.token(), creation.replace(issuer.subject(), "somebody"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void onlyTheOperatorAndServicesCreateAssets() {
        assertThat(put(path, issuer.token(), creation).status()).isEqualTo(403);
        assertThat(put(path, login("service").token(), creation).status()).isEqualTo(200);
    }

    @Test
    void holdingsOfOthersAreSeenByTheOperatorOnly() {
        put(path, operator.token(), creation);
        String others = "/holdings?holder=" + issuer.subject();
        assertThat(get(others, login("investor").token()).status()).isEqualTo(403);
        assertThat(get(others, operator.token()).json().size()).isEqualTo(1);
    }

    @Test
    void anEntryIsNeverChanged() {
        put(path, operator.token(), creation);
        assertThatThrownBy(
                        () -> database.sql("update entry set units = units + 1").update())
                .hasMessageContaining("only ever added");
        assertThatThrownBy(() -> database.sql("delete from entry").update()).hasMessageContaining("only ever added");
    }
}
