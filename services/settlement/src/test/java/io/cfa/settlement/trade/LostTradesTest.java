package io.cfa.settlement.trade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cfa.kit.page.Page;
import io.cfa.settlement.FakeSagaParticipants;
import io.cfa.settlement.FakeSagaParticipants.Trouble;
import io.cfa.settlement.RunningSettlement;
import io.cfa.settlement.trade.StandingClaims.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.HttpClientErrorException;

class LostTradesTest extends RunningSettlement {

    private static final FakeSagaParticipants OTHERS = FakeSagaParticipants.HERE;

    @Autowired
    private JdbcClient database;

    @Autowired
    private LostTrades lost;

    private final Login seller = login("investor");
    private final Login buyer = login("investor");
    private final UUID trade = UUID.randomUUID();
    private final List<Claim> claim = List.of(new Claim(trade, buyer.subject(), 50));

    @BeforeEach
    void aTradeIsDone() {
        UUID offer = offer(seller, 100, 5);
        put("/trades/" + trade, buyer.token(), "{'offer': '%s', 'units': 10}".formatted(offer));
        assertThat(settled(trade).status()).isEqualTo("DONE");
    }

    @Test
    void whatStandsOfALostTradeComesBackOnceTheRegistryWillNotMoveTheAsset() {
        UUID unknown = UUID.randomUUID();
        List<Claim> stands = List.of(new Claim(unknown, buyer.subject(), 50));
        OTHERS.plan(unknown, "transfers cancellation", Trouble.BROKEN);
        lost.reconcileHolds(stands);
        assertThat(OTHERS.calls(unknown)).as("the registry says nothing").containsExactly("transfers cancellation");

        lost.reconcileReservations(stands);
        assertThat(OTHERS.calls(unknown).subList(1, 4))
                .containsExactly("transfers cancellation", "holds release", "reservations release");
        assertThat(OTHERS.status("transfers", unknown)).isEqualTo("CANCELLED");
        assertThat(OTHERS.status("reservations", unknown)).isEqualTo("RELEASED");
    }

    @Test
    void whereTheAssetOfALostTradeHasMovedTheMoneyIsTheSellersAndTheLimitIsUsed() {
        database.sql("delete from trade where id = :id").param("id", trade).update();
        lost.reconcileReservations(claim);
        assertThat(OTHERS.status("reservations", trade)).isEqualTo("TAKEN");
        lost.reconcileHolds(claim);
        assertThat(OTHERS.status("holds", trade)).isEqualTo("CAPTURED");
        assertThat(OTHERS.calls(trade))
                .endsWith("transfers cancellation", "transfers cancellation", "holds capture")
                .doesNotContain("holds release");
    }

    /** Otherwise whoever chooses the id of a lost trade keeps its buyer's money held for ever. */
    @Test
    void whatStandsOfALostTradeWhoseIdSomebodyHasChosenAnewComesBackToo() {
        UUID anew = UUID.randomUUID();
        OTHERS.plan(anew, "PUT reservations", Trouble.ID_TAKEN);
        UUID offer = offer(seller, 100, 5);
        put("/trades/" + anew, buyer.token(), "{'offer': '%s', 'units': 10}".formatted(offer));
        assertThat(settled(anew).status()).isEqualTo("FAILED");
        lost.reconcileHolds(List.of(new Claim(anew, seller.subject(), 7)));
        assertThat(OTHERS.calls(anew))
                .containsExactly("PUT reservations", "transfers cancellation", "holds release", "reservations release");
    }

    @Test
    void aRefusalThatSaysNothingOfTheAssetLeavesWhatStands() {
        UUID unknown = UUID.randomUUID();
        OTHERS.plan(unknown, "transfers cancellation", Trouble.MOVED_AWAY);
        lost.reconcileHolds(List.of(new Claim(unknown, buyer.subject(), 50)));
        assertThat(OTHERS.calls(unknown)).containsExactly("transfers cancellation");
    }

    @Test
    void whatItsTradeSaysIsDoneAgainAndNobodyElseIsAsked() {
        int before = OTHERS.calls(trade).size();
        lost.reconcileReservations(claim);
        assertThat(OTHERS.calls(trade)).as("it is done").hasSize(before);
        lost.reconcileHolds(claim);
        assertThat(OTHERS.calls(trade).subList(before, before + 1)).containsExactly("holds capture");

        lost.reconcileHolds(List.of(new Claim(trade, buyer.subject(), 51)));
        lost.reconcileHolds(List.of(new Claim(trade, seller.subject(), 50)));
        assertThat(OTHERS.calls(trade)).as("not what the trade asks for").hasSize(before + 1);

        UUID failed = UUID.randomUUID();
        OTHERS.plan(failed, "PUT transfers", Trouble.REFUSED);
        UUID offer = offer(seller, 100, 5);
        put("/trades/" + failed, buyer.token(), "{'offer': '%s', 'units': 10}".formatted(offer));
        settled(failed);
        lost.reconcileReservations(List.of(new Claim(failed, buyer.subject(), 50)));
        assertThat(OTHERS.calls(failed)).endsWith("holds release", "reservations release");
    }

    @Test
    void aRoundGoesOnWhereTheLastHasEndedAndBeginsAnewEachDay() {
        Instant[] now = {Instant.EPOCH};
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        List<String> asked = new ArrayList<>();
        ClaimReconciliation.Round round = new ClaimReconciliation.Round(
                at -> {
                    asked.add(at.orElse("start"));
                    return new Page<>(List.of(), at.isEmpty() ? Optional.of("second") : Optional.empty());
                },
                claims -> {},
                clock);
        assertThat(round.page()).isTrue();
        assertThat(round.page()).isFalse();
        assertThat(round.page()).isFalse();
        now[0] = now[0].plus(Duration.ofHours(25));
        assertThat(round.page()).isTrue();
        assertThat(asked).containsExactly("start", "second", "second", "start");
    }

    /** As after a rollout of whoever is asked: otherwise nothing would be looked at until the next day. */
    @Test
    void aRoundWhoseCursorIsNoLongerOneBeginsAnew() {
        List<String> asked = new ArrayList<>();
        ClaimReconciliation.Round round = new ClaimReconciliation.Round(
                at -> {
                    asked.add(at.orElse("start"));
                    if (at.isPresent()) {
                        throw HttpClientErrorException.create(
                                HttpStatus.BAD_REQUEST, "", HttpHeaders.EMPTY, new byte[0], null);
                    }
                    return new Page<>(List.of(), Optional.of("of the release before"));
                },
                claims -> {},
                Clock.systemUTC());
        assertThat(round.page()).isTrue();
        assertThatThrownBy(round::page).isInstanceOf(HttpClientErrorException.BadRequest.class);
        assertThat(round.page()).isTrue();
        assertThat(asked).containsExactly("start", "of the release before", "start");
    }
}
