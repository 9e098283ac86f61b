package io.cfa.kit.audit;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bounds the audit: of each login its youngest records stay, as many as are kept, and of all only those that are young enough. Nobody pushes out what
 * another has done; that there is no more to lose than that, the tables see to themselves.
 */
final class AuditRetention {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);

    /** What the tables let go of, as V3__audit_is_bounded.sql has it. */
    private static final Duration LEAST_AGE = Duration.ofDays(90);

    private static final int LEAST_OF_A_LOGIN = 100_000;
    private static final int AT_ONCE = 5_000;

    private final JdbcClient database;
    private final Duration age;
    private final int ofALogin;

    /**
     * Over the audit's tables.
     *
     * @param age      how long a record stays, 90 days at least
     * @param ofALogin how many records of one login stay, 100 000 at least
     */
    AuditRetention(JdbcClient database, Duration age, int ofALogin) {
        if (age.compareTo(LEAST_AGE) < 0 || ofALogin < LEAST_OF_A_LOGIN) {
            throw new IllegalArgumentException(
                    "cfa.audit.keep is %s and cfa.audit.most-of-a-login is %d; expected 90d and %d, or more. Next: set them so"
                            .formatted(age, ofALogin, LEAST_OF_A_LOGIN));
        }
        this.database = database;
        this.age = age;
        this.ofALogin = ofALogin;
    }

    /** Deletes what is not kept any longer; returns how many records that were. */
    long forget() {
        long forgotten = 0;
        // the oldest have the smallest numbers, within what the clocks of those who write differ
        for (int some = AT_ONCE; some > 0; forgotten += some) {
            some = delete(database.sql(
                            "select number from (select number, at from audit_record order by number limit :most) as oldest"
                                    + " where at < now() - :seconds * interval '1 second'")
                    .param("most", AT_ONCE)
                    .param("seconds", age.toSeconds())
                    .query(Long.class)
                    .list());
        }
        for (String subject : database.sql("select subject from audit_record group by subject having count(*) > :most")
                .param("most", ofALogin)
                .query(String.class)
                .list()) {
            forgotten += forgetAllBut(subject);
        }
        if (forgotten > 0) {
            LOG.info("{} records of the audit are forgotten", forgotten);
        }
        return forgotten;
    }

    private long forgetAllBut(String subject) {
        long youngestToGo = database.sql(
                        "select number from audit_record where subject = :subject order by number desc offset :kept limit 1")
                .param("subject", subject)
                .param("kept", ofALogin)
                .query(Long.class)
                .optional()
                .orElse(0L);
        long forgotten = 0;
        for (int some = AT_ONCE; some > 0; forgotten += some) {
            some = delete(database.sql("select number from audit_record where subject = :subject and number <= :last"
                            + " order by number limit :most")
                    .param("subject", subject)
                    .param("last", youngestToGo)
                    .param("most", AT_ONCE)
                    .query(Long.class)
                    .list());
        }
        return forgotten;
    }

    private int delete(List<Long> numbers) {
        Long[] all = numbers.toArray(Long[]::new);
        if (all.length > 0) {
            database.sql("delete from audit_record where number = any(:numbers)")
                    .param("numbers", all)
                    .update();
            database.sql("delete from audit_outcome where record = any(:numbers)")
                    .param("numbers", all)
                    .update();
        }
        return all.length;
    }
}
