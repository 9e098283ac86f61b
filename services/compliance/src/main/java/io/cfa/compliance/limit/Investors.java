package io.cfa.compliance.limit;

import io.cfa.compliance.limit.Identification.Level;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of what is put down about investors: who is qualified (who is not in it is not), and how they were identified. */
@Repository
class Investors {

    private final JdbcClient database;

    Investors(JdbcClient database) {
        this.database = database;
    }

    boolean isQualified(UUID participant) {
        return database.sql("select exists (select from investor where participant = :participant and qualified)")
                .param("participant", participant)
                .query(Boolean.class)
                .single();
    }

    /** Puts a qualification down; tells whether it is another than before. */
    boolean put(Qualification qualification) {
        return database.sql("insert into investor as known (participant, qualified, qualified_by, since)"
                                + " values (:participant, :qualified, :by, :at) on conflict (participant) do update set"
                                + " qualified = excluded.qualified, qualified_by = excluded.qualified_by, since = excluded.since"
                                + " where known.qualified <> excluded.qualified")
                        .param("participant", qualification.participant())
                        .param("qualified", qualification.qualified())
                        .param("by", qualification.qualifiedBy())
                        .param("at", Timestamp.from(qualification.since()))
                        .update()
                == 1;
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Qualification> locked(UUID participant) {
        return read(participant, " for update");
    }

    Optional<Qualification> find(UUID participant) {
        return read(participant, "");
    }

    private Optional<Qualification> read(UUID participant, String locking) {
        return database.sql("select participant, qualified, qualified_by, since from investor where participant = :id"
                        + locking)
                .param("id", participant)
                .query(Qualification.class)
                .optional();
    }

    Qualification withId(UUID participant) {
        return find(participant).orElseThrow();
    }

    /** How somebody was identified; of whom nothing is put down, in full. */
    Level level(UUID participant) {
        return identification(participant).map(Identification::level).orElse(Level.FULL);
    }

    Optional<Identification> identification(UUID participant) {
        return identified(participant, "");
    }

    /** Until the transaction ends, nobody else changes it. */
    Optional<Identification> lockedIdentification(UUID participant) {
        return identified(participant, " for update");
    }

    private Optional<Identification> identified(UUID participant, String locking) {
        return database.sql("select participant, level, document, identified_by, since from identification"
                        + " where participant = :id" + locking)
                .param("id", participant)
                .query(Identification.class)
                .optional();
    }

    /** Puts an identification down; tells whether it says another thing than before. */
    boolean put(Identification identification) {
        return database.sql("insert into identification as known (participant, level, document, identified_by, since)"
                                + " values (:participant, :level, :document, :by, :at) on conflict (participant) do update"
                                + " set level = excluded.level, document = excluded.document,"
                                + " identified_by = excluded.identified_by, since = excluded.since"
                                + " where (known.level, known.document) <> (excluded.level, excluded.document)")
                        .param("participant", identification.participant())
                        .param("level", identification.level().name())
                        .param("document", identification.document())
                        .param("by", identification.identifiedBy())
                        .param("at", Timestamp.from(identification.since()))
                        .update()
                == 1;
    }
}
