package io.cfa.maven.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.schema.sql.SchemaEffect;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The classification against the truth: migrations made by chance run on a real PostgreSQL, then what the release before asks and writes. Whatever
 * fails there, or answers otherwise, must not have been called adding. Another run: {@code -Dcfa.seed=<number>}.
 */
class SchemaTruthTest {

    /** With -Dcfa.whole three times as many as in a build. */
    private static final int CASES = System.getProperty("cfa.whole") == null ? 85 : 250;

    private static final String BEFORE =
            """
            create type kind as enum ('in', 'out');
            create table asset (id int primary key, name text not null, kind kind not null default 'in');
            create table holding (asset int not null references asset, holder text, units bigint not null default 0 check (units >= 0),
              note text, primary key (asset, holder));
            create index holding_holder on holding (holder);
            create view total as select asset, sum(units) as units from holding group by asset;
            create function twice(n bigint) returns bigint language sql as 'select 2 * n';
            insert into asset values (1, 'gold', 'in'), (2, 'oil', 'out'), (9, 'gone', 'in');
            insert into holding values (1, 'anna', 5, 'x'), (1, 'boris', 7, null), (2, 'anna', 1, null);
            """;

    private static final List<String> RELEASE_BEFORE = List.of(
            "select asset, holder, units, note from holding order by asset, holder",
            "select id, name, kind from asset order by id",
            "select asset, units from total order by asset",
            "select twice(units) from holding where holder = 'anna' order by asset",
            "insert into asset (id, name) values (3, 'gold')",
            "insert into holding (asset, holder) values (2, 'carl')",
            "insert into holding (asset, holder, units, note) values (2, 'boris', 3, 'x')",
            "insert into holding (asset, holder, units) values (1, 'anna', 1) on conflict (asset, holder) do update set units = holding.units + 1",
            "update holding set units = 0, note = null where holder = 'boris'",
            "delete from holding where asset = 2",
            "delete from asset where id = 9",
            "select kind, count(*) from asset group by kind order by kind");

    /** {@code T} is a table, {@code C} a column. */
    private static final List<String> ACTIONS = List.of(
            "alter table T add column C_new text",
            "alter table T add column C_new int not null default 1",
            "alter table T add column C_new int not null",
            "alter table T add column C_new bigserial",
            "alter table T add column C_new int check (C_new > 3)",
            "alter table T add column C_new text default 'x' check (length(C_new) > 3)",
            "alter table T add column C_new int default 0 unique",
            "alter table T add column C_new int references asset",
            "alter table T alter column C set not null",
            "alter table T alter column C drop not null",
            "alter table T alter column C drop default",
            "alter table T alter column C set default null",
            "alter table T alter column C type text",
            "alter table T drop column C",
            "alter table T drop column C cascade",
            "alter table T rename column C to C_was",
            "alter table T rename to T_was",
            "alter table T add constraint T_c check (C is not null)",
            "alter table T add constraint T_c check (C is not null) not valid",
            "alter table T drop constraint T_pkey cascade",
            "create index on T (C)",
            "create unique index on T (C)",
            "create unique index on T (C) where C is null",
            "create table other (id int primary key, T_id int)",
            "create table other (id int primary key, asset int references asset); insert into other values (1, 9)",
            "create table other () inherits (holding); insert into other values (1, 'dora', 1, null)",
            "create table holding_of (like holding including all)",
            "drop table T",
            "drop table T cascade",
            "drop index holding_holder",
            "drop view total",
            "drop function twice",
            "create or replace view total as select asset, sum(units) + 1 as units from holding group by asset",
            "create or replace function twice(n bigint) returns bigint language sql as 'select 3 * n'",
            "create function fail() returns trigger language plpgsql as $$ begin raise 'no'; end $$;"
                    + " create trigger no before insert on T for each row execute function fail()",
            "create rule no as on insert to T do instead nothing",
            "alter type kind add value 'both'",
            "alter type kind rename value 'in' to 'inward'",
            "update T set C = C",
            "update holding set units = units + 1",
            "delete from holding",
            "insert into asset (id, name) values (3, 'own')",
            "truncate holding",
            "comment on table T is 'of old'",
            "do $$ begin delete from holding; end $$",
            "alter table T enable row level security; alter table T force row level security",
            "create schema if not exists shadow",
            "set local search_path = pg_catalog",
            "with gone as (delete from holding returning asset) insert into asset select asset + 100, 'x' from gone");

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void whatIsCalledAddingBreaksNothingOfTheReleaseBefore() throws SQLException {
        long seed = Long.getLong("cfa.seed", 20261129);
        System.out.println("-Dcfa.seed=" + seed);
        Random random = new Random(seed);
        Map<String, Integer> seen = new HashMap<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> before = answers(statement, "");
            connection.rollback();
            for (int i = 0; i < CASES; i++) {
                String migration = migration(random);
                List<String> after = answers(statement, migration);
                connection.rollback();
                if (after.isEmpty()) {
                    seen.merge("does not run", 1, Integer::sum);
                    continue;
                }
                SchemaEffect effect = new MigrationReader()
                        .read(Map.of("V1__it.sql", migration))
                        .get(0)
                        .effect();
                boolean lives = after.equals(before);
                seen.merge(effect + (lives ? ", lives" : ", breaks"), 1, Integer::sum);
                assertThat(effect == SchemaEffect.ADDS && !lives)
                        .as(
                                "seed %s, case %s: called adding, and is not:%n%s%nbefore %s%nafter  %s",
                                seed, i, migration, before, after)
                        .isFalse();
            }
        }
        System.out.println(seen);
        assertThat(seen).containsKeys("adds, lives", "narrows, breaks", "rewrites, breaks");
    }

    private static String migration(Random random) {
        StringBuilder migration = new StringBuilder();
        for (int i = 0; i <= random.nextInt(2); i++) {
            boolean holding = random.nextBoolean();
            List<String> columns = holding ? List.of("holder", "units", "note") : List.of("name", "kind");
            String column = columns.get(random.nextInt(columns.size()));
            migration
                    .append(ACTIONS.get(random.nextInt(ACTIONS.size()))
                            .replaceAll("\\bT(?=\\b|_)", holding ? "holding" : "asset")
                            .replaceAll("\\bC(?=\\b|_)", column))
                    .append(";\n");
        }
        return migration.toString();
    }

    /** What each query of the release before answers; empty where the migration itself does not run. */
    private static List<String> answers(Statement statement, String migration) throws SQLException {
        statement.execute("create schema cfa; set local search_path = cfa;" + BEFORE);
        try {
            statement.execute("set local lock_timeout = '2s';" + migration);
        } catch (SQLException e) {
            return List.of();
        }
        statement.execute("set local search_path = cfa");
        List<String> answers = new ArrayList<>();
        for (String query : RELEASE_BEFORE) {
            statement.execute("savepoint here");
            try {
                answers.add(
                        statement.execute(query) ? rows(statement.getResultSet()) : "" + statement.getUpdateCount());
                statement.execute("release here");
            } catch (SQLException e) {
                answers.add("refused: " + e.getMessage());
                statement.execute("rollback to here");
            }
        }
        return answers;
    }

    private static String rows(ResultSet rows) throws SQLException {
        StringBuilder text = new StringBuilder();
        while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                text.append(rows.getString(i)).append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
