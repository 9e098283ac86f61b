package io.cfa.compliance.watchlist;

import static java.time.Duration.ofSeconds;

import io.cfa.compliance.name.FuzzyNameMatcher;
import io.cfa.compliance.name.NameNormalizer;
import io.cfa.kit.DomainException;
import io.cfa.kit.queue.BackOff;
import io.cfa.kit.queue.Change;
import io.cfa.kit.queue.DurableQueue;
import io.cfa.kit.queue.Lease;
import io.cfa.kit.queue.QueueTable;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was listed or removed and is to be compared with everybody; the watch list is the queue. */
@Repository
public class Listings {

    private static final QueueTable TABLE =
            new QueueTable("watched", "id", "compare_at", "claim", "attempts", "request_id");

    private final JdbcClient database;
    private final DurableQueue<Listing> queue;

    Listings(JdbcClient database) {
        this.database = database;
        this.queue = new DurableQueue<>(
                database,
                TABLE,
                "name, words, reason, removed_at is null as listed, removal_reason, compared_to",
                (row, number) -> new Listing(
                        (UUID) row.getObject("queue_key"),
                        row.getString("name"),
                        row.getString("words"),
                        row.getString("reason"),
                        row.getBoolean("listed"),
                        row.getString("removal_reason"),
                        row.getObject("compared_to", UUID.class)),
                new DurableQueue.Timing(ofSeconds(10), BackOff.between(ofSeconds(1), ofSeconds(30))));
    }

    /** The list has changed; heard by whoever compares, once that is committed. */
    public record Changed(UUID id) {}

    /**
     * A change of the list.
     *
     * @param id            the listing's
     * @param name          as it was listed
     * @param words         the same, as {@link NameNormalizer} gives it
     * @param reason        why it was listed
     * @param listed        whether it is; otherwise it was removed
     * @param removalReason why, or null
     * @param comparedTo    the last participant that it was compared with; null before the first
     */
    public record Listing(
            UUID id, String name, String words, String reason, boolean listed, String removalReason, UUID comparedTo) {

        /** Whether a participant's name is this one, in whatever spelling. */
        public boolean isSame(String other) {
            return words.equals(NameNormalizer.of(other));
        }

        /** How to compare many names with this one. */
        public FuzzyNameMatcher like() {
            return new FuzzyNameMatcher(words);
        }
    }

    /** Where the workers take from. */
    public DurableQueue<Listing> leases() {
        return queue;
    }

    /** It was compared up to a participant, of whom there are more; empty where another has it now. */
    public Optional<Lease<Listing>> comparedTo(Lease<Listing> lease, UUID last, int found) {
        return queue.move(lease, progress(last, found));
    }

    /** It was compared with everybody; tells whether that was this lease's to say. */
    public boolean comparedToAll(Lease<Listing> lease, UUID last, int found) {
        return queue.finish(lease, progress(last, found)).isPresent();
    }

    private static Change progress(UUID last, int found) {
        return Change.set("compared_to = coalesce(:last, compared_to), found = found + :found")
                .with("last", last)
                .with("found", found);
    }

    Comparison comparison(UUID id) {
        return database.sql("select id, compare_at is null as finished, found from watched where id = :id")
                .param("id", id)
                .query(Comparison.class)
                .optional()
                .orElseThrow(() -> DomainException.notFound("There is no such entry."));
    }
}
