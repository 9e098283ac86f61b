package io.cfa.settlement.trade;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cfa.kit.ServiceClients;
import io.cfa.kit.peer.ServiceRefusal;
import io.cfa.settlement.placement.PlacementService;
import io.cfa.settlement.trade.Saga.Action;
import io.cfa.settlement.trade.Saga.Outcome;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks the three that a trade needs: compliance for the limit, the bank for the money, the registry for the asset. */
@Component
class SagaParticipants {

    /** The registry's word for a cancellation that comes too late; any other refusal says nothing of the asset. */
    static final String MOVED = "transferred";

    /** Whoever says so has something else under the trade's id. */
    static final String ID_TAKEN = "id-taken";

    private static final Logger LOG = LoggerFactory.getLogger(SagaParticipants.class);

    /** Refusals of a transfer that the registry keeps: the same request that may still be on its way is refused then too. */
    private static final Set<String> KEPT = Set.of("insufficient-units", "units-restricted");

    private final RestClient compliance;
    private final RestClient bank;
    private final RestClient registry;
    private final PlacementService placements;

    SagaParticipants(ServiceClients calls, PlacementService placements) {
        this.placements = placements;
        this.compliance = calls.to("compliance");
        this.bank = calls.to("bank-nominal");
        this.registry = calls.to("registry");
    }

    /** What came of a question, with the reason of a refusal. */
    record Answer(Outcome outcome, String reason) {
        private static final Answer AGREED = new Answer(Outcome.AGREED, null);
        private static final Answer NONE = new Answer(Outcome.UNANSWERED, null);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Reservation(String participant, long amount, String seller, Boolean qualifiedOnly) {}

    private record Hold(String payer, String payee, long amount) {}

    private record Transfer(UUID asset, String from, String to, long units) {}

    Answer ask(Action action, Trade trade) {
        return switch (action) {
            case RESERVE_LIMIT ->
                notAnothers(put(
                        compliance,
                        "/reservations/{trade}",
                        trade,
                        new Reservation(
                                trade.buyer(),
                                trade.amount(),
                                trade.seller(),
                                // only where it is so: the release of compliance before this one does not know the word
                                placements.isForQualified(trade.offer()) ? true : null)));
            case HOLD_MONEY ->
                notAnothers(
                        put(bank, "/holds/{trade}", trade, new Hold(trade.buyer(), trade.seller(), trade.amount())));
            case MOVE_ASSET ->
                forGood(
                        trade.id(),
                        put(
                                registry,
                                "/transfers/{trade}",
                                trade,
                                new Transfer(trade.asset(), trade.seller(), trade.buyer(), trade.units())));
            case CANCEL_TRANSFER, CAPTURE_MONEY, RELEASE_MONEY_AND_LIMIT -> ask(action, trade.id());
        };
    }

    /** What needs nothing but the trade's id, so that it can be asked for a trade that is lost. */
    Answer ask(Action action, UUID trade) {
        return switch (action) {
            case CANCEL_TRANSFER -> {
                Answer cancelled = command(registry, "/transfers/{trade}/cancellation", trade);
                boolean saysNothing = cancelled.outcome() == Outcome.REFUSED && !MOVED.equals(cancelled.reason());
                yield saysNothing ? Answer.NONE : cancelled;
            }
            case CAPTURE_MONEY -> command(bank, "/holds/{trade}/capture", trade);
            case RELEASE_MONEY_AND_LIMIT -> {
                Answer released = command(bank, "/holds/{trade}/release", trade);
                yield released.outcome() == Outcome.AGREED
                        ? command(compliance, "/reservations/{trade}/release", trade)
                        : released;
            }
            case RESERVE_LIMIT, HOLD_MONEY, MOVE_ASSET ->
                throw new IllegalArgumentException(action + " needs more of a trade than its id");
        };
    }

    /** What stands under the id of this trade may be that of one that was lost, and is not this one's to give back. */
    private static Answer notAnothers(Answer answer) {
        return ID_TAKEN.equals(answer.reason()) ? new Answer(Outcome.NOT_OURS, ID_TAKEN) : answer;
    }

    /** A refusal that the registry does not keep may be another's than that of a request which has moved the asset: it is asked to refuse for good. */
    private Answer forGood(UUID trade, Answer answer) {
        if (answer.outcome() != Outcome.REFUSED || KEPT.contains(answer.reason())) {
            return answer;
        }
        return switch (ask(Action.CANCEL_TRANSFER, trade).outcome()) {
            case AGREED -> answer;
            case REFUSED, NOT_OURS -> Answer.AGREED;
            case UNANSWERED -> Answer.NONE;
        };
    }

    private static Answer put(RestClient service, String path, Trade trade, Object body) {
        return answer(
                trade.id(), path, () -> service.put().uri(path, trade.id()).body(body));
    }

    private static Answer command(RestClient service, String path, UUID trade) {
        return answer(
                trade, path, () -> service.post().uri(path, trade).header("Idempotency-Key", "settlement-" + trade));
    }

    private static Answer answer(UUID trade, String path, Supplier<RestClient.RequestHeadersSpec<?>> request) {
        try {
            request.get().retrieve().toBodilessEntity();
            return Answer.AGREED;
        } catch (RestClientException e) {
            return ServiceRefusal.of(e)
                    .map(reason -> new Answer(Outcome.REFUSED, reason))
                    .orElseGet(() -> none(trade, path, e));
        } catch (RuntimeException e) {
            // no token, or whatever else went wrong here: all the same to a trade
            return none(trade, path, e);
        }
    }

    private static Answer none(UUID trade, String path, RuntimeException failure) {
        LOG.warn("trade {} has no answer of {}, asking again later: {}", trade, path, failure.toString());
        return Answer.NONE;
    }
}
