package io.cfa.identity.participant;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;

import io.cfa.identity.participant.ParticipantService.Registered;
import io.cfa.identity.participant.Participants.Unscreened;
import io.cfa.kit.BackgroundTask;
import io.cfa.kit.ServiceClients;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks compliance about the participants in the background: right after a registration, and again every second about all who are due. */
@Component
class Screener {

    private static final Logger LOG = LoggerFactory.getLogger(Screener.class);

    private final ParticipantService service;
    private final Participants participants;
    private final RestClient compliance;
    private final AsyncTaskExecutor threads;

    Screener(
            ParticipantService service, Participants participants, ServiceClients services, AsyncTaskExecutor threads) {
        this.threads = threads;
        this.service = service;
        this.participants = participants;
        this.compliance = services.to("compliance");
    }

    private record Subject(String name) {}

    private record Answer(Participant.Status result, String reason) {

        Answer {
            requireNonNull(result);
            requireNonNull(reason);
        }
    }

    /** Under the id of the request that registered, so that both services' logs show it. */
    @TransactionalEventListener
    void afterTheCommitOf(Registered registered) {
        Map<String, String> request = MDC.getCopyOfContextMap();
        threads.execute(() -> {
            MDC.setContextMap(request);
            participants.askAboutFirst(registered.id()).ifPresent(this::ask);
            MDC.clear();
        });
    }

    @Bean
    BackgroundTask screening() {
        return new BackgroundTask("screening", () -> {
            askAboutAllWhoAreDue();
            return ofSeconds(1);
        });
    }

    private void askAboutAllWhoAreDue() {
        Optional<Unscreened> due = participants.nextToAskAbout();
        while (due.isPresent()) {
            ask(due.get());
            due = participants.nextToAskAbout();
        }
    }

    /** The participant's id is the screening's too, so that asking twice is asking once. */
    private void ask(Unscreened participant) {
        try {
            Answer answer = compliance
                    .put()
                    .uri("/screenings/{participant}", participant.id())
                    .body(new Subject(participant.name()))
                    .retrieve()
                    .body(Answer.class);
            service.screened(participant.id(), answer.result(), answer.reason());
        } catch (RestClientException e) {
            LOG.warn("compliance did not screen {}, and is asked again: {}", participant.id(), e.toString());
            participants.askLater(participant.id());
        }
    }
}
