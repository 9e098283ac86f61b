package io.cfa.settlement.offer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.settlement.RunningSettlement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfferApiTest extends RunningSettlement {

    private final Login seller = login("investor");
    private final String path = "/offers/" + UUID.randomUUID();
    private final String request = "{'asset': '%s', 'units': 1000, 'unitPrice': 150000}".formatted(UUID.randomUUID());

    @Test
    void anInvestorOffersOnce() {
        Answer first = put(path, seller.token(), request);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
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
    void aHundredAndOneWorthlessOffersHideNoPlacement() {
        String asset = UUID.randomUUID().toString();
        String placement = UUID.nameUUIDFromBytes(asset.getBytes(UTF_8)).toString();
        String placed =
                "{'asset': '%s', 'units': 10, 'unitPrice': 5, 'seller': '%s'}".formatted(asset, seller.subject());
        assertThat(put("/offers/" + placement, login("settlement.place-offers").token(), placed)
                        .status())
                .isEqualTo(201);
        String worthless = "{'asset': '%s', 'units': 1, 'unitPrice': 9}".formatted(asset);
        Login other = login("investor");
        for (int i = 0; i < 101; i++) {
            put("/offers/" + UUID.randomUUID(), other.token(), worthless);
        }
        String list = "/offers?asset=" + asset;
        assertThat(ids(get(list + "&placement=true", seller.token()))).containsExactly(placement);
        assertThat(ids(get(list + "&sort=unitPrice&limit=1", seller.token()))).containsExactly(placement);
        assertThat(ids(get(list + "&sort=offeredAt&limit=1", seller.token()))).containsExactly(placement);
        assertThat(everyItem(list, seller.token())).hasSize(102).last().satisfies(last -> assertThat(
                        last.at("/id").asString())
                .isEqualTo(placement));
        assertThat(everyItem(list + "&placement=false", seller.token())).hasSize(101);
        assertThat(everyItem(list + "&seller=" + other.subject(), seller.token()))
                .hasSize(101);
    }

    private static List<String> ids(Answer list) {
        return list.json().findValuesAsString("id");
    }

    @Test
    void whoHasReadAnOlderStateOfTheOfferDoesNotTakeItBack() {
        String tag = put(path, seller.token(), request).header("ETag");
        String trade = "{'offer': '%s', 'units': 1}".formatted(path.substring(path.lastIndexOf('/') + 1));
        UUID id = UUID.randomUUID();
        put("/trades/" + id, login("investor").token(), trade);
        settled(id);
        assertProblem(withdrawIf(tag), 412, "changed-meanwhile");
        assertThat(withdrawIf(get(path, seller.token()).header("ETag")).status())
                .isEqualTo(200);
    }

    private Answer withdrawIf(String tag) {
        return send(
                "POST",
                path + "/withdrawal",
                seller.token(),
                "",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
    }

    @Test
    void nobodyOffersWhatIsAnothers() {
        assertProblem(put(path, login("investor").token(), withSeller(seller)), 403, "forbidden");
        assertThat(put(path, seller.token(), withSeller(seller)).status()).isEqualTo(201);
    }

    @Test
    void anotherServiceNamesTheSeller() {
        Login service = login("settlement.place-offers");
        assertProblem(put(path, service.token(), request), 422, "seller-missing");
        Answer answer = put(path, service.token(), withSeller(seller));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
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
                .isEqualTo(201);
    }

    private String withSeller(Login login) {
        return request.replace("}", ", 'seller': '" + login.subject() + "'}");
    }
}
