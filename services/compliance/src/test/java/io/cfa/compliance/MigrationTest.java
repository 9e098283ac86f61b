package io.cfa.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.Database;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MigrationTest {

    private static final String WRITTEN_BY_THE_FIRST_RELEASE =
            """
            insert into watched (id, name, words, reason, listed_at)
                values (gen_random_uuid(), 'Ivan Petrov', 'ivan petrov', 'a test', now());
            insert into screening (id, name, result, reason, screened_at)
                values (gen_random_uuid(), 'Anna Li', 'APPROVED', 'Not on the watch list', now()),
                       (gen_random_uuid(), 'Ivan Petrov', 'REJECTED', 'On the watch list: a test', now());
            """;

    private final DriverManagerDataSource source = new DriverManagerDataSource(Database.another(), "postgres", "");
    private final JdbcClient database = JdbcClient.create(source);

    @Test
    void whatTheFirstReleaseHasWrittenStaysAndItGoesOnWritingAfterARollback() {
        Flyway.configure().dataSource(source).target("1").load().migrate();
        database.sql(WRITTEN_BY_THE_FIRST_RELEASE).update();
        Flyway.configure().dataSource(source).load().migrate();
        database.sql(WRITTEN_BY_THE_FIRST_RELEASE).update();

        assertThat(count("watched where words = 'ivan petrov'")).isEqualTo(2);
        assertThat(count("screening where result = 'APPROVED' and decided_by is null"))
                .isEqualTo(2);
        assertThat(count("screening where result = 'REJECTED'")).isEqualTo(2);
    }

    private long count(String what) {
        return database.sql("select count(*) from " + what).query(Long.class).single();
    }
}
