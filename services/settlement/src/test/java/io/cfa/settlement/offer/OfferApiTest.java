package io.cfa.settlement.offer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.settlement.RunningSettlement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfferApiTest extends RunningSettlement {

    private final Login seller = login("investor");
    private final String path = "/offers/" + UUID.randomUUID();
    private final String request = "{'asset': '%s', 'units': 1000, 'unitPrice': 150000}".formatted(UUID.randomUUID());

    @Test
    void anInvestorOffersOnce() {
        Answer first = put(path, seller.token(), request);
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(first.json().at("/seller").asString()).isEqualTo(seller.subject());
        assertThat(first.json().at("/unitsLeft").asLong()).isEqualTo(1000);
        assertThat(put(path, seller.token(), request).json()).isEqualTo(first.json());
        assertProblem(put(path, seller.token(), request.replace("150000", "1")), 409, "id-taken");
        assertProblem(put(path, login("investor").token(), request), 409, "id-taken");
        assertThat(get(path, login("issuer").token()).json()).isEqualTo(first.json());
        assertThat(get("/offers", login("issuer").token()).json().findValuesAsString("id"))
                .contains(path.substring(path.lastIndexOf('/') + 1));
    }

    @Test
    void nobodyOffersWhatIsAnothers() {
        assertProblem(put(path, login("investor").token(), withSeller(seller)), 403, "forbidden");
        assertThat(put(path, seller.token(), withSeller(seller)).status()).isEqualTo(200);
    }

    @Test
    void anotherServiceNamesTheSeller() {
        Login service = login("settlement.place-offers");
        assertProblem(put(path, service.token(), request), 422, "seller-missing");
        Answer answer = put(path, service.token(), withSeller(seller));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/seller").asString()).isEqualTo(seller.subject());
    }

    @Test
    void onlyItsSellerTakesAnOfferBackAndThenNobodyBuysFromIt() {
        put(path, seller.token(), request);
        assertProblem(post(path + "/withdrawal", login("investor").token(), ""), 403, "forbidden");
        assertThat(post(path + "/withdrawal", seller.token(), "")
                        .json()
                        .at("/status")
                        .asString())
                .isEqualTo("WITHDRAWN");
        assertThat(post(path + "/withdrawal", seller.token(), "").status()).isEqualTo(200);
        assertThat(get("/offers", seller.token()).json().findValuesAsString("id"))
                .doesNotContain(path.substring(path.lastIndexOf('/') + 1));
        String trade = "{'offer': '%s', 'units': 1}".formatted(path.substring(path.lastIndexOf('/') + 1));
        assertProblem(put("/trades/" + UUID.randomUUID(), login("investor").token(), trade), 409, "offer-exhausted");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertProblem(get(path, seller.token()), 404, "not-found");
        assertProblem(post(path + "/withdrawal", seller.token(), ""), 404, "not-found");
    }

    @Test
    void anOfferIsOfSomethingForSomething() {
        Answer answer = put(path, seller.token(), "{'units': 0, 'unitPrice': -1}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("asset", "units", "unitPrice");
        String tooMuch = request.replace("1000,", "1000000000000,");
        assertProblem(put(path, seller.token(), tooMuch), 422, "amount-too-large");
    }

    @Test
    void theIdsOfPlacementsAreNobodyElses() {
        String placement =
                "/offers/" + UUID.nameUUIDFromBytes("an issue".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertProblem(put(placement, seller.token(), request), 422, "id-reserved");
        assertThat(put(placement, login("settlement.place-offers").token(), withSeller(seller))
                        .status())
                .isEqualTo(200);
    }

    private String withSeller(Login login) {
        return request.replace("}", ", 'seller': '" + login.subject() + "'}");
    }
}
