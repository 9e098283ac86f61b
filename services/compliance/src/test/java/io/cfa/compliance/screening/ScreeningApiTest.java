package io.cfa.compliance.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Answer;
import io.cfa.contract.RunningService;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ScreeningApiTest extends RunningService {

    private final Login operator = login("operator");
    private final String name = "Ivan " + letters();
    private final String screening = "/screenings/" + UUID.randomUUID();
    private final String listing = "/watch-list/" + UUID.randomUUID();

    @Test
    void whoIsNotListedIsApprovedAndWhoeverComesAfterTheListingIsRejected() {
        Answer approved = screen(screening, name);
        assertThat(approved.status()).as(approved.body()).isEqualTo(201);
        assertThat(approved.json().at("/result").asString()).isEqualTo("APPROVED");
        assertThat(screen(screening, name).json()).isEqualTo(approved.json());
        assertThat(get(screening, operator.token()).json()).isEqualTo(approved.json());

        list(name);
        assertThat(screen("/screenings/" + UUID.randomUUID(), name)
                        .json()
                        .at("/result")
                        .asString())
                .isEqualTo("REJECTED");
    }

    @Test
    void whoIsListedIsRejectedWithTheReasonInAnySpelling() {
        list(name);
        Answer rejected = screen(screening, name.toUpperCase(Locale.ROOT));
        assertThat(rejected.json().at("/result").asString()).isEqualTo("REJECTED");
        assertThat(rejected.json().at("/reason").asString()).isEqualTo("On the watch list: a test");
    }

    @Test
    void whoIsLikeSomebodyListedIsReviewedAndDecidedAboutOnce() {
        list(name);
        Answer toReview = screen(screening, name.replace("Ivan", "Иван"));
        assertThat(toReview.json().at("/result").asString()).isEqualTo("TO_REVIEW");
        assertThat(toReview.json().at("/reason").asString()).isEqualTo("Like " + name + " of the watch list: a test");

        Answer approved = decide("APPROVED");
        assertThat(approved.status()).as(approved.body()).isEqualTo(200);
        assertThat(approved.json().at("/result").asString()).isEqualTo("APPROVED");
        assertThat(approved.json().at("/reason").asString()).isEqualTo("seen the passport");
        assertThat(approved.json().at("/decidedBy").asString()).isEqualTo(operator.subject());
        assertThat(screen(screening, name.replace("Ivan", "Иван")).json()).isEqualTo(approved.json());

        assertThat(decide("REJECTED").problem()).isEqualTo("not-to-review");
        assertThat(get(screening, operator.token()).json()).isEqualTo(approved.json());
    }

    @Test
    void whatWaitsForADecisionIsAListAndWhoHasReadAnOtherStateDecidesNothing() {
        list(name);
        String tag = screen(screening, name.replace("Ivan", "Иван")).header("ETag");
        String id = screening.substring("/screenings/".length());
        assertThat(everyItem("/screenings?result=TO_REVIEW&limit=1", operator.token())
                        .toString())
                .contains(id);
        post(screening + "/block", operator.token(), "{'reason': 'a court'}");
        Answer late = send(
                "POST",
                screening + "/release",
                operator.token(),
                "{'reason': 'as before'}",
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                tag);
        assertThat(late.problem()).isEqualTo("changed-meanwhile");
        assertThat(everyItem("/screenings?result=TO_REVIEW&limit=1", operator.token())
                        .toString())
                .doesNotContain(id);
        assertThat(everyItem("/screenings?blocked=true", operator.token()).toString())
                .contains(id);
    }

    @Test
    void aNameWithNothingToCompareItByIsForAnOperatorToDecideAboutAndNeverApprovedByItself() {
        for (String nothing : List.of(
                "\u200b\u2060\ufeff",
                "\u00ad",
                "\u3164\u3164",
                "...",
                "12345",
                "007",
                "\ud83d\ude42",
                "\u0301\u0301",
                "И",
                "\u200bX\u200b")) {
            Answer answer = screen("/screenings/" + UUID.randomUUID(), nothing);
            if (answer.status() == 201) {
                assertThat(answer.json().at("/result").asString()).as(nothing).isEqualTo("TO_REVIEW");
            } else {
                assertThat(answer.status()).as(nothing).isEqualTo(400);
            }
        }
        assertThat(screen("/screenings/" + UUID.randomUUID(), "Ли")
                        .json()
                        .at("/result")
                        .asString())
                .isEqualTo("APPROVED");
    }

    @Test
    void whatIsClearIsNotDecided() {
        assertThat(decide("APPROVED").status()).isEqualTo(404);
        screen(screening, name);
        assertThat(decide("REJECTED").problem()).isEqualTo("not-to-review");
        assertThat(decide("TO_REVIEW").status()).isEqualTo(400);
    }

    @Test
    void anotherNameForTheSameParticipantIsAConflict() {
        screen(screening, name);
        assertThat(screen(screening, "Another").problem()).isEqualTo("id-taken");
    }

    @Test
    void aListingIsMadeOnceAndFoundInTheList() {
        Answer first = list(name);
        assertThat(list(name).json()).isEqualTo(first.json());
        assertThat(list("Another").problem()).isEqualTo("id-taken");
        assertThat(get(listing, operator.token()).json()).isEqualTo(first.json());
        assertThat(everyItem("/watch-list?limit=2", operator.token()).toString())
                .contains(name);
        assertThat(get("/watch-list?name=" + name.toUpperCase(Locale.ROOT).replace(" ", "%20%20"), operator.token())
                        .json()
                        .findValuesAsString("name"))
                .containsExactly(name);
        assertThat(get("/watch-list?page=0", operator.token()).status()).isEqualTo(400);
    }

    @Test
    void servicesScreenButDoNotReadTheListAndNobodyElseDoesEither() {
        String service = login("compliance.screen").token();
        assertThat(put(screening, service, "{'name': 'Anna'}").status()).isEqualTo(201);
        assertThat(get("/watch-list", service).status()).isEqualTo(403);
        assertThat(put(screening, login("investor").token(), "{'name': 'Anna'}").status())
                .isEqualTo(403);
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThat(screen(screening, " ").json().at("/errors/0/field").asString())
                .isEqualTo("name");
    }

    private Answer screen(String path, String who) {
        return put(path, operator.token(), "{'name': '" + who + "'}");
    }

    private Answer decide(String result) {
        return post(
                screening + "/decision",
                operator.token(),
                "{'result': '" + result + "', 'reason': 'seen the passport'}");
    }

    private Answer list(String who) {
        return put(listing, operator.token(), "{'name': '" + who + "', 'reason': 'a test'}");
    }

    /** A surname that no other test is like. */
    private static String letters() {
        return UUID.randomUUID().toString().replace("-", "").replaceAll("[0-9]", "o");
    }
}
