package io.cfa.settlement.trade;

import io.cfa.kit.ServiceClients;
import io.cfa.settlement.trade.Saga.Ask;
import io.cfa.settlement.trade.Saga.Outcome;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** Asks the three that a trade needs: compliance for the limit, the bank for the money, the registry for the asset. */
@Component
class SagaParticipants {

    private static final Logger LOG = LoggerFactory.getLogger(SagaParticipants.class);

    /** What the other side has understood and will not do; anything else may be different the next time. */
    private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 422);

    private static final String PROBLEM = "urn:cfa:problem:";

    private final RestClient compliance;
    private final RestClient bank;
    private final RestClient registry;

    SagaParticipants(ServiceClients calls) {
        this.compliance = calls.to("compliance");
        this.bank = calls.to("bank-nominal");
        this.registry = calls.to("registry");
    }

    /** What came of a question, with the reason of a refusal. */
    record Answer(Outcome outcome, String reason) {
        private static final Answer AGREED = new Answer(Outcome.AGREED, null);
        private static final Answer NONE = new Answer(Outcome.UNANSWERED, null);
    }

    private record Reservation(String participant, long amount) {}

    private record Hold(String payer, String payee, long amount) {}

    private record Transfer(UUID asset, String from, String to, long units) {}

    Answer ask(Ask ask, Trade trade) {
        return switch (ask) {
            case RESERVE_LIMIT ->
                put(compliance, "/reservations/{trade}", trade, new Reservation(trade.buyer(), trade.amount()));
            case HOLD_MONEY ->
                put(bank, "/holds/{trade}", trade, new Hold(trade.buyer(), trade.seller(), trade.amount()));
            case MOVE_ASSET ->
                put(
                        registry,
                        "/transfers/{trade}",
                        trade,
                        new Transfer(trade.asset(), trade.seller(), trade.buyer(), trade.units()));
            case CAPTURE_MONEY -> command(bank, "/holds/{trade}/capture", trade);
            case RELEASE_MONEY_AND_LIMIT -> {
                Answer released = command(bank, "/holds/{trade}/release", trade);
                yield released.outcome() == Outcome.AGREED
                        ? command(compliance, "/reservations/{trade}/release", trade)
                        : released;
            }
        };
    }

    private static Answer put(RestClient service, String path, Trade trade, Object body) {
        return answer(trade, () -> service.put().uri(path, trade.id()).body(body));
    }

    private static Answer command(RestClient service, String path, Trade trade) {
        return answer(
                trade,
                () -> service.post().uri(path, trade.id()).header("Idempotency-Key", "settlement-" + trade.id()));
    }

    private static Answer answer(Trade trade, Supplier<RestClient.RequestHeadersSpec<?>> request) {
        try {
            request.get().retrieve().toBodilessEntity();
            return Answer.AGREED;
        } catch (HttpClientErrorException e) {
            if (REFUSALS.contains(e.getStatusCode().value())) {
                return new Answer(Outcome.REFUSED, reason(e));
            }
            return none(trade, e);
        } catch (RuntimeException e) {
            // no token, no connection, no answer in time, a failure over there: all the same to a trade
            return none(trade, e);
        }
    }

    private static Answer none(Trade trade, RuntimeException failure) {
        LOG.warn(
                "trade {} in {} has no answer, asking again later: {}", trade.id(), trade.status(), failure.toString());
        return Answer.NONE;
    }

    private static String reason(HttpClientErrorException refusal) {
        return Optional.ofNullable(refusal.getResponseBodyAs(ProblemDetail.class))
                .map(ProblemDetail::getType)
                .map(URI::toString)
                .filter(type -> type.startsWith(PROBLEM))
                .map(type -> type.substring(PROBLEM.length()))
                .orElse("refused-" + refusal.getStatusCode().value());
    }
}
