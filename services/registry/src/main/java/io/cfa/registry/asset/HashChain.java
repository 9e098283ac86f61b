package io.cfa.registry.asset;

import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chain of the entries: each one's hash covers what it says and the hash before it, and the head is kept apart, so that none is changed,
 * dropped or slipped in unseen.
 */
@Repository
class HashChain {

    private final JdbcClient database;
    private final TransactionTemplate oneInstant;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    HashChain(JdbcClient database, PlatformTransactionManager transactions) {
        this.database = database;
        this.oneInstant = new TransactionTemplate(transactions);
        oneInstant.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneInstant.setReadOnly(true);
    }

    /**
     * Where the next entry goes.
     *
     * @param entries how many there are
     * @param hash    that of the last
     */
    record Head(long entries, byte[] hash) {

        long next() {
            return entries + 1;
        }
    }

    /** The head; nobody else appends until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Head lock() {
        return database.sql("select entries, hash from chain for update")
                .query(Head.class)
                .single();
    }

    /** Appends the entry behind the locked head, and returns its hash. */
    @Transactional(propagation = Propagation.MANDATORY)
    String append(Head head, Entry entry) {
        byte[] hash = entry.hash(head.hash());
        database.sql("with appended as (insert into entry"
                        + " (seq, id, asset, from_holder, to_holder, units, entered_at, hash)"
                        + " values (:number, :id, :asset, :from, :to, :units, :at, :hash))"
                        + " update chain set entries = :number, hash = :hash")
                .param("number", entry.number())
                .param("id", entry.id())
                .param("asset", entry.asset())
                .param("from", entry.from())
                .param("to", entry.to())
                .param("units", entry.units())
                .param("at", Timestamp.from(entry.enteredAt()))
                .param("hash", hash)
                .update();
        return HexFormat.of().formatHex(hash);
    }

    /** Reads all that was ever entered; one caller after the other, as anybody may ask for this. */
    Verification verify() {
        oneAtATime.lock();
        try {
            return oneInstant.execute(transaction -> walk());
        } finally {
            oneAtATime.unlock();
        }
    }

    private Verification walk() {
        Walk walk = new Walk();
        database.sql("select seq, id, asset, from_holder, to_holder, units, entered_at, hash from entry order by seq")
                .withFetchSize(500)
                .query(row -> {
                    Entry entry = new Entry(
                            row.getLong("seq"),
                            row.getObject("id", UUID.class),
                            row.getObject("asset", UUID.class),
                            row.getString("from_holder"),
                            row.getString("to_holder"),
                            row.getLong("units"),
                            row.getObject("entered_at", OffsetDateTime.class).toInstant());
                    walk.next(entry, row.getBytes("hash"));
                });
        return walk.end(database.sql("select entries, hash from chain")
                .query(Head.class)
                .single());
    }

    /** From the first entry to the head, as far as the chain holds. */
    private static final class Walk {

        private long entries;
        private byte[] previous = Entry.NO_HASH;
        private Long firstBroken;

        void next(Entry entry, byte[] hash) {
            entries++;
            if (firstBroken == null) {
                boolean holds = entry.number() == entries && Arrays.equals(hash, entry.hash(previous));
                firstBroken = holds ? null : (Long) entries;
            }
            previous = hash;
        }

        Verification end(Head head) {
            if (firstBroken == null && entries != head.entries()) {
                // the youngest are gone, or some came in behind the head's back
                firstBroken = Math.min(entries, head.entries()) + 1;
            } else if (firstBroken == null && !Arrays.equals(previous, head.hash())) {
                firstBroken = entries;
            }
            return new Verification(firstBroken == null, entries, HexFormat.of().formatHex(head.hash()), firstBroken);
        }
    }
}
