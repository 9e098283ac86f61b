package io.cfa.registry.chain;

import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tables of the entries and of the head, which is kept apart, so that none is dropped unseen. */
@Repository
public class HashChain {

    private final JdbcClient database;

    public HashChain(JdbcClient database) {
        this.database = database;
    }

    /**
     * Where the next entry goes.
     *
     * @param entries how many there are
     * @param hash    that of the last
     */
    public record Head(long entries, byte[] hash) {

        public long next() {
            return entries + 1;
        }
    }

    /** The head; nobody else appends until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Head lock() {
        return database.sql("select entries, hash from chain for update")
                .query(Head.class)
                .single();
    }

    /** Appends the entry behind the locked head, and returns its hash. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String append(Head head, Entry entry) {
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

    /** The head as it stands. */
    Head head() {
        return database.sql("select entries, hash from chain").query(Head.class).single();
    }

    /** All entries in their order, each with the hash that stands beside it. */
    void each(BiConsumer<Entry, byte[]> what) {
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
                    what.accept(entry, row.getBytes("hash"));
                });
    }
}
