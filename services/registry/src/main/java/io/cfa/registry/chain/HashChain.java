package io.cfa.registry.chain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

        /** What stands before the first entry. */
        static final Head NONE = new Head(0, Entry.NO_HASH);

        public long next() {
            return entries + 1;
        }
    }

    /** The head; nobody else appends until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Head lock() {
        return database.sql("select entries, hash from chain for update")
                .query(HashChain::read)
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

    /** Appends entries of one moment behind the locked head, in their order, and returns their hashes; there is one at least. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> append(Head head, List<Entry> entries) {
        List<String> hashes = new ArrayList<>();
        byte[] last = head.hash();
        for (Entry entry : entries) {
            last = entry.hash(last);
            hashes.add(HexFormat.of().formatHex(last));
        }
        database.sql("with appended as (insert into entry"
                        + " (seq, id, asset, from_holder, to_holder, units, entered_at, hash)"
                        + " select number, id, asset, giver, taker, units, :at, decode(hash, 'hex')"
                        + " from unnest(:numbers, :ids, :assets, :givers, :takers, :units, :hashes)"
                        + " as line (number, id, asset, giver, taker, units, hash) order by number)"
                        + " update chain set entries = :last, hash = :hash")
                .param("numbers", entries.stream().map(Entry::number).toArray(Long[]::new))
                .param("ids", entries.stream().map(Entry::id).toArray(UUID[]::new))
                .param("assets", entries.stream().map(Entry::asset).toArray(UUID[]::new))
                .param("givers", entries.stream().map(Entry::from).toArray(String[]::new))
                .param("takers", entries.stream().map(Entry::to).toArray(String[]::new))
                .param("units", entries.stream().map(Entry::units).toArray(Long[]::new))
                .param("hashes", hashes.toArray(String[]::new))
                .param("at", Timestamp.from(entries.get(0).enteredAt()))
                .param("last", entries.get(entries.size() - 1).number())
                .param("hash", last)
                .update();
        return hashes;
    }

    /** The head as it stands. */
    Head head() {
        return database.sql("select entries, hash from chain")
                .query(HashChain::read)
                .single();
    }

    private static Head read(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong("entries"), row.getBytes("hash"));
    }

    /** All entries behind a number in their order, each with the hash that stands beside it. */
    void each(long behind, BiConsumer<Entry, byte[]> what) {
        each(behind, Long.MAX_VALUE, what);
    }

    /** So many entries behind a number at most. */
    void each(long behind, long most, BiConsumer<Entry, byte[]> what) {
        database.sql("select seq, id, asset, from_holder, to_holder, units, entered_at, hash from entry"
                        + " where seq > :behind order by seq limit :most")
                .param("behind", behind)
                .param("most", most)
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

    /** Whether a head of before is still in the chain, with as many entries up to it. */
    boolean goesThrough(Head before) {
        return before.entries() == 0
                || database.sql("select exists (select from entry where seq = :number and hash = :hash)"
                                + " and (select count(*) from entry where seq <= :number) = :number")
                        .param("number", before.entries())
                        .param("hash", before.hash())
                        .query(Boolean.class)
                        .single();
    }
}
