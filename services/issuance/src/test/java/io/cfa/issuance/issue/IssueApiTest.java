package io.cfa.issuance.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IssueApiTest extends RunningService {

    private static final String DRAFT = "{'name': 'Receivables 2026/1', 'units': 1000, 'unitPrice': 150000}";

    private final Login issuer = login("issuer");
    private final String path = "/issues/" + UUID.randomUUID();

    @Test
    void aDraftIsWrittenOnceAndReadAgain() {
        Answer first = put(path, issuer.token(), DRAFT);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/status").asString()).isEqualTo("DRAFT");
        assertThat(first.json().at("/unitPrice").asLong()).isEqualTo(150000);
        assertThat(put(path, issuer.token(), DRAFT).json()).isEqualTo(first.json());
        assertThat(get(path, issuer.token()).json()).isEqualTo(first.json());
        assertThat(get("/issues", issuer.token()).json().size()).isEqualTo(1);
    }

    @Test
    void theSameIdWithOtherTermsOrByAnotherIssuerIsAConflict() {
        put(path, issuer.token(), DRAFT);
        assertThat(put(path, issuer.token(), DRAFT.replace("1000,", "1001,")).status())
                .isEqualTo(409);
        assertThat(put(path, login("issuer").token(), DRAFT).status()).isEqualTo(409);
    }

    @Test
    void aDraftIsSeenByItsIssuerAndTheOperatorOnly() {
        put(path, issuer.token(), DRAFT);
        assertThat(get(path, login("operator").token()).status()).isEqualTo(200);
        assertThat(get(path, login("issuer").token()).status()).isEqualTo(404);
        assertThat(get(path, login("investor").token()).status()).isEqualTo(403);
        assertThat(put(path, login("investor").token(), DRAFT).status()).isEqualTo(403);
    }

    @Test
    void unitsAndPriceArePositiveIntegers() {
        Answer answer = put(path, issuer.token(), "{'name': 'x', 'units': 0, 'unitPrice': -1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("units", "unitPrice");
        assertThat(put(path, issuer.token(), DRAFT.replace("150000", "1500.50")).status())
                .isEqualTo(400);
    }
}
