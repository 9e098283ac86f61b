package io.cfa.kit.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes what waits in the outbox, in order, at least once. An event is sent when all before it of the same aggregate have arrived, and only
 * one instance of a service publishes at a time.
 */
final class OutboxPublisher {

    static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
    private static final Duration PAUSE_AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 200;

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Function<Event, Future<?>> topic;
    private boolean failing;

    OutboxPublisher(JdbcClient database, TransactionTemplate transaction, Function<Event, Future<?>> topic) {
        this.database = database;
        this.transaction = transaction;
        this.topic = topic;
    }

    /** Publishes some and returns how long to wait before more. */
    Duration step() {
        return transaction.execute(status -> isTheOnlyOne() ? publish() : PAUSE);
    }

    private Duration publish() {
        forgetWhatIsOld();
        List<Event> waiting = waiting();
        List<Long> published = new ArrayList<>();
        boolean all = true;
        for (int from = 0; all && from < waiting.size(); ) {
            List<Event> wave = wave(waiting.subList(from, waiting.size()));
            all = send(wave, published);
            from += wave.size();
        }
        if (!published.isEmpty()) {
            markAsPublished(published);
        }
        if (!all) {
            return PAUSE_AFTER_A_FAILURE;
        }
        return waiting.size() == AT_ONCE ? Duration.ZERO : PAUSE;
    }

    /** As many as have an aggregate each: were two of one sent at once, the second could arrive alone. */
    private static List<Event> wave(List<Event> events) {
        Set<String> aggregates = new HashSet<>();
        int size = 0;
        while (size < events.size() && aggregates.add(events.get(size).aggregate())) {
            size++;
        }
        return events.subList(0, size);
    }

    private boolean send(List<Event> wave, List<Long> published) {
        Exception failure = null;
        List<Future<?>> sent = new ArrayList<>();
        for (Event event : wave) {
            try {
                sent.add(topic.apply(event));
            } catch (RuntimeException e) {
                failure = e;
                break;
            }
        }
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get();
                published.add(wave.get(i).sequence());
            } catch (ExecutionException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        report(failure);
        return failure == null;
    }

    private void report(Exception failure) {
        if (failure != null && !failing) {
            Throwable cause = failure instanceof BeanCreationException || failure instanceof ExecutionException
                    ? failure.getCause()
                    : failure;
            LOG.warn("events wait, as they cannot be published: {}", String.valueOf(cause));
        } else if (failure == null && failing) {
            LOG.info("events are published again");
        }
        failing = failure != null;
    }

    private boolean isTheOnlyOne() {
        return database.sql("select pg_try_advisory_xact_lock(hashtextextended('cfa.outbox', 0))")
                .query(Boolean.class)
                .single();
    }

    private List<Event> waiting() {
        return database.sql("select sequence, id, type, aggregate, data, happened_at from outbox"
                        + " where published_at is null order by sequence limit :limit")
                .param("limit", AT_ONCE)
                .query(Event.class)
                .list();
    }

    private void markAsPublished(List<Long> sequences) {
        database.sql("update outbox set published_at = now() where sequence = any(:sequences)")
                .param("sequences", sequences.toArray(Long[]::new))
                .update();
    }

    /** A day is for people who want to see what was sent. */
    private void forgetWhatIsOld() {
        database.sql("delete from outbox where published_at < now() - interval '1 day'")
                .update();
    }
}
