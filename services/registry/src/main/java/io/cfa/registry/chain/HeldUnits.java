package io.cfa.registry.chain;

import io.cfa.kit.Sha256;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What everybody holds, as a proof reads it: as one digest, now and as it was at an entry of before, or compared with the sums of all entries.
 *
 * <p>The digest has two steps, so that the database computes all of it (the service's own compiler is too slow at that) and none has to be large. Holders
 * whose first three characters are the same are a part. A part's digest is the SHA-256 over a line for each holding that is not nothing, by holders in the
 * order of their bytes, then by assets: the asset, the units, the number of bytes of the holder, the holder, with tabs between them and a line feed
 * behind. The digest of all is the SHA-256 over those of the parts that have a line, by these characters.
 */
@Repository
public class HeldUnits {

    private static final String DIGESTS =
            "select part, sha256(convert_to(string_agg(concat(asset, E'\t', units, E'\t', octet_length(holder),"
                    + " E'\t', holder, E'\n'), '' order by holder collate \"C\", asset), 'UTF8')) as digest from";

    private static final String SINCE =
            "since as materialized (select holder, asset, cast(sum(units) as bigint) as units from"
                    + " (select to_holder as holder, asset, units from entry where seq > :behind union all"
                    + " select from_holder, asset, -units from entry where seq > :behind and from_holder is not null) as side"
                    + " group by holder, asset)";

    private final JdbcClient database;

    /** Over the service's database. */
    public HeldUnits(JdbcClient database) {
        this.database = database;
    }

    /**
     * Two digests.
     *
     * @param now    of what is held
     * @param before of that without what the entries behind a number have changed
     */
    record Digests(byte[] now, byte[] before) {}

    /** Reads all holdings and the entries behind a number. */
    Digests digests(long behind, Duration longest) {
        database.sql("set local statement_timeout = " + longest.toMillis()).update();
        // else the sort is written to a disk
        database.sql("set local work_mem = '64MB'").update();
        Map<String, byte[]> parts = new TreeMap<>();
        database.sql(DIGESTS
                        + " (select left(holder, 3) collate \"C\" as part, holder, asset, units from holding where units <> 0) as held"
                        + " group by part")
                .query(row -> {
                    parts.put(row.getString("part"), row.getBytes("digest"));
                });
        byte[] now = digest(parts);
        // of the parts in which anybody has given or got something since; one that was empty then is not among them
        database.sql("with " + SINCE + " select distinct left(holder, 3) from since")
                .param("behind", behind)
                .query(String.class)
                .list()
                .forEach(parts::remove);
        database.sql("with " + SINCE
                        + ", part_since as (select distinct left(holder, 3) collate \"C\" as part from since) "
                        + DIGESTS
                        + " (select left(holder, 3) collate \"C\" as part, holder, asset, coalesce(holding.units, 0) - coalesce(since.units, 0) as units"
                        + " from holding full join since using (holder, asset)) as held"
                        + " where units <> 0 and part in (select part from part_since) group by part")
                .param("behind", behind)
                .query(row -> {
                    parts.put(row.getString("part"), row.getBytes("digest"));
                });
        return new Digests(now, digest(parts));
    }

    private static byte[] digest(Map<String, byte[]> parts) {
        MessageDigest all = Sha256.digest();
        parts.values().forEach(all::update);
        return all.digest();
    }

    /** How many holdings are not what the entries add up to, and how many are missing; all of them are compared. */
    long wrong(Duration longest) {
        database.sql("set local statement_timeout = " + longest.toMillis()).update();
        return database.sql("select count(*) from (select asset, holder, sum(units) as units from"
                        + " (select asset, to_holder as holder, units from entry"
                        + " union all select asset, from_holder, -units from entry where from_holder is not null) as side"
                        + " group by asset, holder) as entered full join holding using (asset, holder)"
                        + " where coalesce(entered.units, 0) <> coalesce(holding.units, 0)")
                .query(Long.class)
                .single();
    }
}
