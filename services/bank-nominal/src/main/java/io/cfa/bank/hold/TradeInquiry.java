package io.cfa.bank.hold;

import io.cfa.kit.ServiceClients;
import io.cfa.kit.peer.ServiceRefusal;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * What is to be done about a hold that stands for long: its trade knows, or where settlement has none, the registry. It is asked to refuse the
 * transfer for good, and only if it does is the money the payer's again; where the asset has moved, it is the payee's. Whatever is no clear answer
 * of theirs leaves the hold as it is.
 */
@Component
class TradeInquiry {

    private static final Logger LOG = LoggerFactory.getLogger(TradeInquiry.class);

    private final RestClient settlement;
    private final RestClient registry;

    TradeInquiry(ServiceClients services) {
        this.settlement = services.to("settlement");
        this.registry = services.to("registry");
    }

    /** What is to be done. */
    enum Verdict {
        CAPTURE,
        RELEASE,
        LEAVE
    }

    private record Trade(String buyer, String seller, long amount, String status) {

        boolean isThatOf(Hold hold) {
            return hold.payer().equals(buyer) && hold.payee().equals(seller) && hold.amount() == amount;
        }
    }

    Verdict about(Hold hold) {
        try {
            Optional<Trade> trade = trade(hold.id());
            return trade.isPresent() ? of(trade.get(), hold) : cancelled(hold.id());
        } catch (RestClientException e) {
            LOG.warn("nobody says what became of the trade of hold {}: {}", hold.id(), e.toString());
            return Verdict.LEAVE;
        }
    }

    private static Verdict of(Trade trade, Hold hold) {
        if (!trade.isThatOf(hold)) {
            LOG.error("hold {} is not what its trade asks for: {} and {}", hold.id(), hold, trade);
            return Verdict.LEAVE;
        }
        return switch (String.valueOf(trade.status())) {
            case "DONE" -> Verdict.CAPTURE;
            case "FAILED" -> Verdict.RELEASE;
            default -> Verdict.LEAVE;
        };
    }

    /** Empty where settlement itself says that there is none; another 404 is somebody else's. */
    private Optional<Trade> trade(UUID id) {
        try {
            return Optional.ofNullable(
                    settlement.get().uri("/trades/{id}", id).retrieve().body(Trade.class));
        } catch (HttpClientErrorException.NotFound e) {
            if (ServiceRefusal.problem(e).filter("not-found"::equals).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Verdict cancelled(UUID id) {
        try {
            registry.post()
                    .uri("/transfers/{id}/cancellation", id)
                    .header("Idempotency-Key", "bank-nominal-" + id)
                    .retrieve()
                    .toBodilessEntity();
            return Verdict.RELEASE;
        } catch (HttpClientErrorException.Conflict e) {
            if (ServiceRefusal.of(e).filter("transferred"::equals).isPresent()) {
                return Verdict.CAPTURE;
            }
            throw e;
        }
    }
}
