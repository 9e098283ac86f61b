package io.cfa.identity.participant;

import static java.util.Objects.requireNonNull;

import io.cfa.identity.participant.Participant.Status;
import io.cfa.identity.participant.ScreeningQueue.Unscreened;
import io.cfa.kit.ServiceClients;
import io.cfa.kit.peer.ServiceRefusal;
import io.cfa.kit.queue.Lease;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks compliance about one participant, whose id is the screening's too, so that asking twice is asking once. */
@Component
class ScreeningStep {

    private static final Logger LOG = LoggerFactory.getLogger(ScreeningStep.class);

    private final ParticipantService participants;
    private final ScreeningQueue queue;
    private final RestClient compliance;

    ScreeningStep(ParticipantService participants, ScreeningQueue queue, ServiceClients services) {
        this.participants = participants;
        this.queue = queue;
        this.compliance = services.to("compliance");
    }

    private record Subject(String name) {}

    private record Answer(Status result, String reason) {

        Answer {
            requireNonNull(result);
            requireNonNull(reason);
        }
    }

    Optional<Lease<Unscreened>> run(Lease<Unscreened> lease) {
        Unscreened participant = lease.item();
        try {
            Answer answer = compliance
                    .put()
                    .uri("/screenings/{participant}", participant.id())
                    .body(new Subject(participant.name()))
                    .retrieve()
                    .body(Answer.class);
            participants.screened(lease, answer.result(), answer.reason());
        } catch (RestClientException e) {
            unanswered(lease, e);
        }
        return Optional.empty();
    }

    /** Where compliance has understood and will not screen, asking on is no use: an operator has to look. */
    private void unanswered(Lease<Unscreened> lease, RestClientException failure) {
        Optional<String> refusal = ServiceRefusal.of(failure);
        if (refusal.isPresent()) {
            LOG.error("compliance refuses to screen {}: {}", lease.key(), refusal.get());
            participants.unscreenable(lease, "Compliance refused to screen: " + refusal.get());
        } else {
            LOG.warn("compliance did not screen {}, and is asked again: {}", lease.key(), failure.toString());
            queue.leases().retry(lease);
        }
    }
}
