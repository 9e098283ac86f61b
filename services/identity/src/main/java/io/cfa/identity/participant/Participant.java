package io.cfa.identity.participant;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who takes part: an investor, an issuer or an operator.
 *
 * @param id           ours
 * @param subject      the {@code sub} of the Keycloak login
 * @param kind         person or organisation
 * @param name         as it stands in the papers
 * @param registeredAt when it was registered
 */
public record Participant(UUID id, String subject, Kind kind, String name, Instant registeredAt) {

    /** What a participant is. */
    public enum Kind {
        /** A natural person. */
        PERSON,
        /** A legal person. */
        ORGANISATION
    }
}
