package io.cfa.settlement.tax;

import java.sql.Timestamp;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what kind of taxpayer holders are. */
@Repository
class TaxStatuses {

    private static final String SELECT = "select holder, kind, set_by, set_at from tax_status where holder = :holder";

    private final JdbcClient database;

    TaxStatuses(JdbcClient database) {
        this.database = database;
    }

    Optional<TaxStatus> of(String holder) {
        return read(SELECT, holder);
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<TaxStatus> locked(String holder) {
        return read(SELECT + " for update", holder);
    }

    private Optional<TaxStatus> read(String select, String holder) {
        return database.sql(select)
                .param("holder", holder)
                .query(TaxStatus.class)
                .optional();
    }

    /** Writes down what holds from now on; tells whether it is another than before. */
    boolean put(TaxStatus status) {
        return database.sql(
                                "insert into tax_status as known (holder, kind, set_by, set_at)"
                                        + " values (:holder, :kind, :by, :at) on conflict (holder) do update set kind = excluded.kind,"
                                        + " set_by = excluded.set_by, set_at = excluded.set_at where known.kind <> excluded.kind")
                        .param("holder", status.holder())
                        .param("kind", status.kind().name())
                        .param("by", status.setBy())
                        .param("at", Timestamp.from(status.setAt()))
                        .update()
                == 1;
    }
}
