package io.cfa.maven.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlScriptTest {

    @Test
    void quotesAndCommentsHideSemicolons() {
        assertThat(
                        SqlScript.statements(
                                """
                -- first; not one
                create table a (b text default ';');
                /* no; /* nor; */ this; */ insert into a values ('it''s;', e'\\';', ";");

                do $body$ begin perform 1; end $body$;
                select $1;
                """))
                .containsExactly(
                        new SqlStatement("create table a (b text default ';')", 2),
                        new SqlStatement("insert into a values ('it''s;', e'\\';', \";\")", 3),
                        new SqlStatement("do $body$ begin perform 1; end $body$", 5),
                        new SqlStatement("select $1", 6));
    }

    @Test
    void whatIsNeverClosedEndsWithTheScript() {
        assertThat(SqlScript.statements("select 'a; b")).containsExactly(new SqlStatement("select 'a; b", 1));
        assertThat(SqlScript.statements("do $$ a; b")).containsExactly(new SqlStatement("do $$ a; b", 1));
        assertThat(SqlScript.statements("/* a; b")).isEmpty();
        assertThat(SqlScript.statements("")).isEmpty();
    }

    @Test
    void aLongScriptIsReadInTimeThatGrowsWithItsLength() {
        String rows = "insert into a values " + "(1, 'x'), ".repeat(100_000) + "(2, 'y');";
        assertThat(SqlScript.statements(rows)).hasSize(1);
    }
}
