package io.cfa.maven.schema.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementClassifierTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        create table x (id uuid primary key, units bigint not null check (units >= 0)) | adds: makes table x
        create table x (id uuid, other uuid references holding) | rewrites: makes table x, whose rows keep those of holding from being deleted
        create table if not exists x (id uuid) | adds: makes table x
        create table x (a int) inherits (holding) | rewrites: makes table x, whose rows another table shows too
        create table p partition of holding for values in (1) | narrows: is not understood: create table p partition of holding for values in (1)
        alter table holding add column a text, add b bigint check (b > 0) | adds: adds column holding.a, adds: adds column holding.b
        alter table only public.holding add column if not exists a timestamptz default now() | adds: adds column holding.a
        alter table holding add column a int not null | narrows: adds column holding.a, which the release before does not fill
        alter table holding add column a int not null default 0 | adds: adds column holding.a
        alter table holding add column a uuid not null default gen_random_uuid() | adds: adds column holding.a (locks)
        alter table holding add column a text default 'a b'::text not null | adds: adds column holding.a
        alter table holding add column a bigserial | adds: adds column holding.a (locks)
        alter table holding add column a int unique | narrows: adds unique column holding.a (locks)
        alter table holding add column a uuid references asset | rewrites: adds column holding.a, which keeps rows elsewhere from being deleted
        alter table holding add column a bigint generated always as (b * 2) stored | adds: adds column holding.a (locks)
        alter table holding alter column a set not null | narrows: lets column holding.a be null no more (locks)
        alter table holding alter column a drop not null | rewrites: lets column holding.a be null
        alter table holding alter column a type bigint | narrows: changes column holding.a (locks)
        alter table holding alter column a set data type bigint | narrows: is not understood: alter table holding alter column a set data type bigint
        alter table holding alter column a set default 5 | narrows: changes holding
        alter table holding alter column a drop default | narrows: changes holding
        alter table holding alter column seq drop identity | narrows: changes column holding.seq (locks)
        alter table holding add constraint c check (a > 1) | narrows: adds a constraint to holding (locks)
        alter table holding add foreign key (a) references asset (b) | narrows: adds a constraint to holding (locks)
        alter table holding validate constraint c | adds: validate constraint c on holding
        alter table holding drop constraint c | narrows: drops constraint c of holding
        alter table "Holding" drop column "Note" | narrows: drops column Holding.Note
        alter table holding drop column data | narrows: is not understood: alter table holding drop column data
        alter table holding rename column a to b | narrows: renames holding's column
        alter table holding rename to stock | narrows: renames holding
        alter table holding owner to other | narrows: changes holding
        alter table holding disable trigger all | narrows: is not understood: alter table holding disable trigger all
        create index i on holding (a) | adds: makes an index on holding (locks)
        create index concurrently if not exists i on holding (a) where b is null | adds: makes an index on holding
        create unique index on only holding (a) | narrows: makes a unique index on holding (locks)
        create trigger t before update on holding for each row execute function f() | rewrites: makes a trigger on holding
        create function f() returns trigger language plpgsql as $$ begin drop table x; end $$ | adds: create function f() returns trigger language plpgsql as $$ b…
        create or replace view v as select 1 | rewrites: create or replace view v as select 1
        create type t as enum ('a') | adds: create type t as enum ('a')
        alter type t add value 'b' | rewrites: adds a value that the release before does not know: alter type t add value 'b'
        alter type t rename value 'a' to 'b' | narrows: may do anything: alter type t rename value 'a' to 'b'
        update holding set a = 1 | rewrites: writes rows of holding (locks)
        delete from holding where a = 1 | rewrites: writes rows of holding
        insert into holding values (1) | rewrites: writes rows of holding
        with gone as (delete from holding returning *) insert into x select * from gone | rewrites: writes rows of x
        truncate holding | narrows: may do anything: truncate holding
        drop table holding cascade | narrows: drops table holding
        drop index i | narrows: drops index i
        select setval('s', 1) | rewrites: select setval('s', 1)
        select tidy_up() | narrows: may do anything: select tidy_up()
        do $$ begin perform 1; end $$ | narrows: is not understood: do $$ begin perform 1; end $$
        grant select on holding to reader | adds: grant select on holding to reader
        revoke select on holding from reader | narrows: is not understood: revoke select on holding from reader
        set local lock_timeout = '5s' | adds: set local lock_timeout = '5s'
        comment on table holding is 'who has what' | adds: comment on table holding is 'who has what'
        vacuum full holding | rewrites: works through a whole table: vacuum full holding (locks)
        cluster holding using i | rewrites: works through a whole table: cluster holding using i (locks)
        reindex table holding | rewrites: works through a whole table: reindex table holding (locks)
        lock table holding in exclusive mode | rewrites: works through a whole table: lock table holding in exclusive mode (locks)
        refresh materialized view v | rewrites: works through a whole table: refresh materialized view v (locks)
        alter table holding add constraint c check (a > 1) not valid | narrows: is not understood: alter table holding add constraint c check (a > 1) not valid
        alter table holding add foreign key (a) references asset (b) not valid | narrows: is not understood: alter table holding add foreign key (a) references asset (b)…
        alter table holding validate constraint c | adds: validate constraint c on holding
        nonsense | narrows: is not understood: nonsense
        """)
    void whatAStatementMeansToTheReleaseBefore(String sql, String expected) {
        assertThat(classified(sql)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        alter table x drop column a | adds: changes x, which is new
        alter table only PUBLIC."x" disable trigger t | adds: changes x, which is new
        create unique index on x (a) | adds: makes an index on x
        update x set a = 1 | adds: writes rows of x, which is new
        insert into x select * from holding | adds: fills x
        drop table x | adds: drops table x, which is new
        set search_path = other; drop table x | adds: set search_path = other, narrows: drops table x
        """)
    void whatIsNewConcernsNobody(String sql, String expected) {
        assertThat(classified("create table x (a int); " + sql))
                .isEqualTo("adds: makes table x, " + expected.replace("drops table x, which", "drops x, which"));
    }

    private static String classified(String script) {
        StatementClassifier classifier = new StatementClassifier(new KnownTables());
        List<SqlStatement> statements = SqlScript.statements(script);
        return statements.stream()
                .flatMap(statement -> classifier.classify(statement).stream())
                .map(change -> change.effect() + ": " + change.what() + (change.locks() ? " (locks)" : ""))
                .collect(Collectors.joining(", "));
    }
}
