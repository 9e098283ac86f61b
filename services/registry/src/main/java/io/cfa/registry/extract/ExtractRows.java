package io.cfa.registry.extract;

import io.cfa.registry.asset.Asset;
import io.cfa.registry.asset.Holding;
import io.cfa.registry.chain.Moments;
import io.cfa.registry.restriction.Restriction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The register as it was at a place in the chain, a row at a time; to be read in one transaction of one instant. */
@Repository
class ExtractRows {

    private static final int AT_ONCE = 500;

    /** What somebody held is what they hold without what was entered since; whoever ever held any has a row. */
    private static final String HELD =
            "with since as materialized (select holder, asset, cast(sum(units) as bigint) as units from"
                    + " (select to_holder as holder, asset, units from entry where seq > :entries %1$s union all"
                    + " select from_holder, asset, -units from entry where seq > :entries and from_holder is not null %1$s) as side"
                    + " group by holder, asset), held as (select asset, holder, holding.units - coalesce(since.units, 0) as units"
                    + " from holding left join since using (holder, asset) where %2$s"
                    + " and holding.units - coalesce(since.units, 0) > 0)";

    private final JdbcClient database;

    ExtractRows(JdbcClient database) {
        this.database = database;
    }

    /** Something that takes rows. */
    private interface Rows<T> {
        void take(T row) throws IOException;
    }

    private interface Mapping<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Writes all lines; none of an asset that did not exist then. */
    void writeTo(ExtractSink sink, ExtractSubject subject, Moments.Position position, Duration longest) {
        database.sql("set local statement_timeout = " + longest.toMillis()).update();
        boolean ofAnAsset = subject.kind() == ExtractSubject.Kind.ASSET;
        Object id = ofAnAsset ? UUID.fromString(subject.id()) : subject.id();
        String held = HELD.formatted(ofAnAsset ? "and asset = :id" : "", ofAnAsset ? "asset = :id" : "holder = :id");
        each(
                ofAnAsset
                        ? "select * from asset where id = :id and exists (select from entry where id = asset.id"
                                + " and from_holder is null and seq <= :entries)"
                        : held + " select * from asset where id in (select asset from held) order by id",
                id,
                position,
                ExtractRows::asset,
                sink::asset);
        each(
                held + " select * from held order by holder collate \"C\", asset",
                id,
                position,
                row -> new Holding(row.getObject("asset", UUID.class), row.getString("holder"), row.getLong("units")),
                sink::holding);
        each(
                (ofAnAsset ? "" : held)
                        + " select * from restriction where imposed_at <= :at and (released_at is null or released_at > :at)"
                        + (ofAnAsset
                                ? " and asset = :id"
                                : " and (holder = :id or holder is null and asset in (select asset from held))")
                        + " order by id",
                id,
                position,
                ExtractRows::restriction,
                sink::restriction);
    }

    private <T> void each(String statement, Object id, Moments.Position position, Mapping<T> mapping, Rows<T> rows) {
        database.sql(statement)
                .param("id", id)
                .param("entries", position.entries())
                .param("at", Timestamp.from(position.at()))
                .withFetchSize(AT_ONCE)
                .query(row -> {
                    try {
                        rows.take(mapping.map(row));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static Asset asset(ResultSet row) throws SQLException {
        return new Asset(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("issuer"),
                row.getLong("units"),
                instant(row, "created_at"));
    }

    /** Without what was to come of it: that is of another moment. */
    private static Restriction restriction(ResultSet row) throws SQLException {
        return new Restriction(
                row.getObject("id", UUID.class),
                row.getObject("asset", UUID.class),
                row.getString("holder"),
                Restriction.Kind.valueOf(row.getString("kind")),
                row.getObject("units", Long.class),
                row.getString("reason"),
                row.getString("imposed_by"),
                instant(row, "imposed_at"),
                null,
                null,
                null);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
