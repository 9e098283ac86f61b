package io.cfa.issuance.issue;

import static java.time.Duration.ofSeconds;

import io.cfa.issuance.issue.PlacementService.PlacementBegun;
import io.cfa.kit.BackgroundTask;
import io.cfa.kit.ServiceClients;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Drives placements in the background: right after they were asked for, and again every second all that are due. */
@Component
class PlacementWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PlacementWorker.class);

    private final PlacementService placements;
    private final Issues issues;
    private final RestClient registry;
    private final RestClient settlement;
    private final AsyncTaskExecutor threads;

    PlacementWorker(PlacementService placements, Issues issues, ServiceClients services, AsyncTaskExecutor threads) {
        this.threads = threads;
        this.placements = placements;
        this.issues = issues;
        this.registry = services.to("registry");
        this.settlement = services.to("settlement");
    }

    private record Asset(String name, String issuer, long units) {}

    private record Offer(UUID asset, long units, long unitPrice, String seller) {}

    /** Under the id of the request that asked for it, so that all services' logs show it. */
    @TransactionalEventListener
    void afterTheCommitOf(PlacementBegun placement) {
        Map<String, String> request = MDC.getCopyOfContextMap();
        threads.execute(() -> {
            MDC.setContextMap(request);
            issues.placeFirst(placement.id()).ifPresent(this::drive);
            MDC.clear();
        });
    }

    @Bean
    BackgroundTask placing() {
        return new BackgroundTask("placing", () -> {
            driveAllThatAreDue();
            return ofSeconds(1);
        });
    }

    private void driveAllThatAreDue() {
        Optional<Issue> due = issues.nextToPlace();
        while (due.isPresent()) {
            drive(due.get());
            due = issues.nextToPlace();
        }
    }

    /** The issue's id is the asset's and the offer's too, so that asking twice is asking once. */
    private void drive(Issue issue) {
        try {
            put(registry, "/assets/{id}", issue.id(), new Asset(issue.name(), issue.issuer(), issue.units()));
            put(
                    settlement,
                    "/offers/{id}",
                    issue.id(),
                    new Offer(issue.id(), issue.units(), issue.unitPrice(), issue.issuer()));
            placements.placed(issue.id());
        } catch (RestClientException e) {
            LOG.warn("issue {} is not placed yet, and is tried again: {}", issue.id(), e.toString());
            issues.placeLater(issue.id());
        }
    }

    private static void put(RestClient service, String path, UUID id, Object content) {
        service.put().uri(path, id).body(content).retrieve().toBodilessEntity();
    }
}
