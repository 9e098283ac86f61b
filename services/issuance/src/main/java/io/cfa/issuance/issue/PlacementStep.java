package io.cfa.issuance.issue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cfa.issuance.issue.PlacementQueue.Placement;
import io.cfa.kit.ServiceClients;
import io.cfa.kit.peer.ServiceRefusal;
import io.cfa.kit.queue.Lease;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Has registry make the asset and settlement the offer, both under ids that follow from the issue's, so that asking twice is asking once. */
@Component
class PlacementStep {

    private static final Logger LOG = LoggerFactory.getLogger(PlacementStep.class);

    private final PlacementService placements;
    private final PlacementQueue queue;
    private final RestClient registry;
    private final RestClient settlement;

    PlacementStep(PlacementService placements, PlacementQueue queue, ServiceClients services) {
        this.placements = placements;
        this.queue = queue;
        this.registry = services.to("registry");
        this.settlement = services.to("settlement");
    }

    private record Asset(String name, String issuer, long units) {}

    /** Without terms of a placement it is the offer that settlement has always known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Offer(UUID asset, long units, long unitPrice, String seller, Window placement) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Window(Instant closesAt, Long minimumUnits, Long mostPerBuyer, boolean qualifiedOnly) {

        static Window of(IssueTerms terms) {
            boolean any = terms.closesAt() != null || terms.mostPerInvestor() != null || terms.qualifiedOnly();
            return any
                    ? new Window(terms.closesAt(), terms.minimumUnits(), terms.mostPerInvestor(), terms.qualifiedOnly())
                    : null;
        }
    }

    Optional<Lease<Placement>> run(Lease<Placement> lease) {
        Placement placement = lease.item();
        IssueTerms terms = placement.terms();
        String asked = "registry";
        try {
            put(registry, "/assets/{id}", placement.id(), new Asset(terms.name(), placement.issuer(), terms.units()));
            asked = "settlement";
            put(
                    settlement,
                    "/offers/{id}",
                    placement.offer(),
                    new Offer(placement.id(), terms.units(), terms.unitPrice(), placement.issuer(), Window.of(terms)));
            placements.placed(lease);
        } catch (RestClientException e) {
            ended(lease, asked, e);
        }
        return Optional.empty();
    }

    private void ended(Lease<Placement> lease, String asked, RestClientException failure) {
        Optional<String> refusal = ServiceRefusal.of(failure);
        if (refusal.isPresent()) {
            LOG.warn("{} refuses to place issue {}: {}", asked, lease.key(), refusal.get());
            placements.refused(lease, "The placement was refused by %s: %s".formatted(asked, refusal.get()));
        } else {
            LOG.warn("issue {} is not placed yet, and is tried again: {}", lease.key(), failure.toString());
            queue.leases().retry(lease);
        }
    }

    private static void put(RestClient service, String path, UUID id, Object content) {
        service.put().uri(path, id).body(content).retrieve().toBodilessEntity();
    }
}
