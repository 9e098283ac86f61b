package io.cfa.registry.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What everybody holds, as a proof reads it: as one digest, now and as it was at an entry of before, or compared with the sums of all entries. The digest
 * is the SHA-256 over a line for each holding that is not nothing, by holders in the order of their bytes, then by assets: the asset, the units, the
 * number of bytes of the holder, the holder, with tabs between them and a line feed behind.
 */
@Repository
public class HeldUnits {

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

    /**
     * Reads all holdings and the entries behind a number, one row at a time.
     *
     * @param each called for each row; it throws where there is no more time
     */
    Digests digests(long behind, Runnable each) {
        database.sql("set local work_mem = '16MB'").update();
        Sum sum = new Sum();
        database.sql(
                        "select holder, asset, units, since from (select holder, cast(asset as text), units, 0 as since from holding"
                                + " where units <> 0 union all select to_holder, cast(asset as text), 0, units from entry where seq > :behind"
                                + " union all select from_holder, cast(asset as text), 0, -units from entry"
                                + " where seq > :behind and from_holder is not null) as side order by holder collate \"C\", asset collate \"C\"")
                .param("behind", behind)
                .withFetchSize(2000)
                .query(row -> {
                    each.run();
                    sum.add(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4));
                });
        return sum.digests();
    }

    /** Adds up the rows of one holding after the other, which stand together. */
    private static final class Sum {

        private final MessageDigest now = sha256();
        private final MessageDigest before = sha256();
        private String holder = "";
        private String asset = "";
        private long units;
        private long since;

        void add(String holder, String asset, long units, long since) {
            if (!this.asset.equals(asset) || !this.holder.equals(holder)) {
                end();
                this.holder = holder;
                this.asset = asset;
            }
            this.units += units;
            this.since += since;
        }

        private void end() {
            add(now, units);
            add(before, units - since);
            units = 0;
            since = 0;
        }

        private void add(MessageDigest digest, long held) {
            if (held != 0) {
                byte[] name = holder.getBytes(UTF_8);
                digest.update((asset + '\t' + held + '\t' + name.length + '\t').getBytes(UTF_8));
                digest.update(name);
                digest.update((byte) '\n');
            }
        }

        Digests digests() {
            end();
            return new Digests(now.digest(), before.digest());
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
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
