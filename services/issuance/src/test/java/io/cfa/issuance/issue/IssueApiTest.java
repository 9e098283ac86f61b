package io.cfa.issuance.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import org.junit.jupiter.api.Test;

class IssueApiTest extends IssuanceUnderTest {

    @Test
    void aDraftIsWrittenOnceAndReadAgain() {
        Answer first = put(path, issuer.token(), DRAFT);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().at("/status").asString()).isEqualTo("DRAFT");
        assertThat(first.json().at("/unitPrice").asLong()).isEqualTo(150000);
        assertThat(put(path, issuer.token(), DRAFT).json()).isEqualTo(first.json());
        assertThat(get(path, issuer.token()).json()).isEqualTo(first.json());
        assertThat(get("/issues", issuer.token()).json().size()).isEqualTo(1);
        assertThat(events()).containsExactly("issue-drafted");
    }

    @Test
    void theSameIdWithOtherTermsOrByAnotherIssuerIsAConflict() {
        draft();
        assertThat(put(path, issuer.token(), DRAFT.replace("1000,", "1001,")).problem())
                .isEqualTo("id-taken");
        assertThat(put(path, login("issuer").token(), DRAFT).problem()).isEqualTo("id-taken");
    }

    @Test
    void aDraftIsSeenByItsIssuerAndTheOperatorOnly() {
        draft();
        assertThat(get(path, operator.token()).status()).isEqualTo(200);
        assertThat(get("/issues", operator.token()).body()).contains(id.toString());
        for (String role : new String[] {"issuer", "investor"}) {
            Login other = login(role);
            assertThat(get(path, other.token()).status()).isEqualTo(404);
            assertThat(get("/issues", other.token()).body()).doesNotContain(id.toString());
        }
        assertThat(put(path, login("investor").token(), DRAFT).status()).isEqualTo(403);
    }

    @Test
    void unitsAndPriceArePositiveIntegersAndTogetherCountable() {
        Answer answer = put(path, issuer.token(), "{'name': 'x', 'units': 0, 'unitPrice': -1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("units", "unitPrice");
        assertThat(put(path, issuer.token(), DRAFT.replace("150000", "1500.50")).status())
                .isEqualTo(400);
        assertThat(put(path, issuer.token(), DRAFT.replace("150000", "9223372036854776"))
                        .problem())
                .isEqualTo("amount-too-large");
    }
}
