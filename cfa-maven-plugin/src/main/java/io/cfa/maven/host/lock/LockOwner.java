package io.cfa.maven.host.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a host's lock, for those who wait for it.
 *
 * @param id       tells two holders apart
 * @param what     the goal and the release: {@code cfa:rollout of 1a2b3c4d}
 * @param who      the user
 * @param job      where to look: the job's URL, or the machine
 * @param since    when it was taken
 */
public record LockOwner(String id, String what, String who, String job, Instant since) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BY_HAND = "by hand";

    /**
     * A new one.
     *
     * @param job where to look; by hand where absent
     */
    public static LockOwner of(String what, String who, Optional<String> job, Instant since) {
        return new LockOwner(UUID.randomUUID().toString(), what, who, job.orElse(BY_HAND), since);
    }

    /** Where to look, unless it was taken by hand. */
    public Optional<String> pipeline() {
        return Optional.of(job).filter(place -> !place.equals(BY_HAND));
    }

    /** As it lies on the host. */
    String toJson() {
        return JSON.createObjectNode()
                .put("id", id)
                .put("what", what)
                .put("who", who)
                .put("job", job)
                .put("since", since.toString())
                .toString();
    }

    /** Reads it; what somebody left who was cut off while writing is a holder too. */
    static LockOwner of(String json) {
        JsonNode node = JSON.missingNode();
        try {
            node = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // it says nothing
        }
        String since = node.path("since").asText("");
        return new LockOwner(
                node.path("id").asText(""),
                node.path("what").asText("something that did not say what it is"),
                node.path("who").asText("somebody"),
                node.path("job").asText("an unknown place"),
                since.isEmpty() ? Instant.EPOCH : Instant.parse(since));
    }

    /** Who holds a lock, by what {@link DeployLock#question} is answered; empty where nobody does. */
    public static Optional<LockOwner> holding(String answer) {
        return Optional.of(answer.strip()).filter(text -> !text.isEmpty()).map(LockOwner::of);
    }

    /** In a few words: {@code cfa:rollout of 1a2b3c4d by anna (https://…/jobs/7), since 2026-11-24T08:00:00Z}. */
    public String describe() {
        return what + " by " + who + " (" + job + ")" + (since.equals(Instant.EPOCH) ? "" : ", since " + since);
    }
}
