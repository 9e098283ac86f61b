package io.cfa.maven.schema;

import io.cfa.maven.schema.sql.KnownTables;
import io.cfa.maven.schema.sql.SchemaChange;
import io.cfa.maven.schema.sql.SchemaEffect;
import io.cfa.maven.schema.sql.SqlScript;
import io.cfa.maven.schema.sql.StatementClassifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the migrations of one history out of their files, in the order in which Flyway runs them: by version, then those that are repeated, by
 * description.
 */
public final class MigrationReader {

    /** A script larger than that is data, which belongs elsewhere; and a label has to stay small. */
    private static final int LARGEST = 1 << 20;

    private final List<MigrationProblem> problems = new ArrayList<>();
    private final List<MigrationProblem> locks = new ArrayList<>();
    private final Map<MigrationVersion, String> seen = new TreeMap<>();

    /** What of them keeps others from a table for as long as the table is large, and does not say why that may be. */
    public List<MigrationProblem> locks() {
        return List.copyOf(locks);
    }

    /** What was found wrong by then. */
    public List<MigrationProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Reads all of them.
     *
     * @param scripts the text of each file that lies in the location, by its name without directories
     */
    public List<Migration> read(Map<String, String> scripts) {
        Map<String, MigrationName> names = new TreeMap<>();
        scripts.keySet().stream().filter(script -> script.endsWith(".sql")).forEach(script -> name(script)
                .ifPresent(name -> names.put(script, name)));
        Comparator<Map.Entry<String, MigrationName>> order = Comparator.comparing(
                entry -> entry.getValue().version().orElse(null), Comparator.nullsLast(Comparator.naturalOrder()));
        List<Migration> migrations = names.entrySet().stream()
                .sorted(order.thenComparing(entry -> entry.getValue().description()))
                .map(entry -> migration(entry.getKey(), entry.getValue(), scripts.get(entry.getKey())))
                .toList();
        gaps();
        return migrations;
    }

    private Optional<MigrationName> name(String script) {
        try {
            MigrationName name = MigrationName.of(script);
            name.version().ifPresent(version -> {
                String other = seen.putIfAbsent(version, script);
                if (other != null) {
                    problem(
                            script,
                            1,
                            "has the version " + version + " of " + other,
                            "a version of its own",
                            "give it the next free version");
                }
            });
            return Optional.of(name);
        } catch (IllegalArgumentException e) {
            problem(
                    script,
                    1,
                    "is a name that Flyway passes over in silence",
                    "V<version>__<description>.sql or R__<description>.sql",
                    "rename it, or move it out of the migrations");
            return Optional.empty();
        }
    }

    private Migration migration(String script, MigrationName name, String sql) {
        if (sql.length() > LARGEST) {
            problem(
                    script,
                    1,
                    "has " + sql.length() + " characters",
                    "at most " + LARGEST,
                    "load data by other means than a migration");
            return new Migration(
                    name.version(),
                    script,
                    FlywayChecksum.of(sql),
                    SchemaEffect.NARROWS,
                    List.of("is too large to be understood"));
        }
        // what an earlier migration made is new only to a release before that one: each is judged by itself
        StatementClassifier classifier = new StatementClassifier(new KnownTables());
        List<SchemaChange> changes = new ArrayList<>();
        SqlScript.statements(sql).forEach(statement -> changes.addAll(classifier.classify(statement)));
        Optional<MigrationHeader> header = header(script, sql);
        if (header.isPresent()) {
            return new Migration(
                    name.version(),
                    script,
                    FlywayChecksum.of(sql),
                    header.get().effect(),
                    List.of(header.get().effect() + ", it says, " + header.get().reason()));
        }
        changes.stream()
                .filter(SchemaChange::locks)
                .forEach(change -> locks.add(new MigrationProblem(
                        script,
                        change.line(),
                        change.what() + ", and keeps others from that table for as long as it is large",
                        "nothing that takes long under a lock; the rehearsal of a rollout says how large tables are",
                        "`create index concurrently` in a migration of its own, or a constraint `not valid` that a later one"
                                + " validates; where the table is small, say so: -- cfa: " + change.effect()
                                + ", <the reason>")));
        SchemaEffect effect = changes.stream().map(SchemaChange::effect).reduce(SchemaEffect.ADDS, SchemaEffect::or);
        return new Migration(
                name.version(),
                script,
                FlywayChecksum.of(sql),
                effect,
                changes.stream()
                        .filter(change -> change.effect() != SchemaEffect.ADDS)
                        .map(SchemaChange::what)
                        .distinct()
                        .toList());
    }

    private Optional<MigrationHeader> header(String script, String sql) {
        try {
            return MigrationHeader.of(sql);
        } catch (IllegalArgumentException e) {
            int line = (int) sql.substring(0, Math.max(0, sql.indexOf("cfa:")))
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            problem(
                    script,
                    line,
                    "says " + e.getMessage(),
                    "-- cfa: adds|rewrites|narrows, <the reason>",
                    "say which, and why it may be believed");
            return Optional.empty();
        }
    }

    private void gaps() {
        MigrationVersion before = null;
        for (Map.Entry<MigrationVersion, String> each : seen.entrySet()) {
            if (before != null && !before.isFollowedBy(each.getKey())) {
                problem(
                        each.getValue(),
                        1,
                        "follows version " + before,
                        "no gap: one that is added into it later is passed over where this one ran",
                        "give it the next free version");
            }
            before = each.getKey();
        }
    }

    private void problem(String script, int line, String observed, String expected, String next) {
        problems.add(new MigrationProblem(script, line, observed, expected, next));
    }
}
