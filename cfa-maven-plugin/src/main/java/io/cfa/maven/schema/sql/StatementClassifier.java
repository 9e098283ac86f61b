package io.cfa.maven.schema.sql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.update.Update;

/**
 * Says what a statement means to the release before. Only what is certain to add counts as adding: what the parser does not read, or what may
 * call anything, counts as narrowing.
 *
 * <p>Source of what locks a table for long: PostgreSQL 17, "ALTER TABLE" (Notes) and "CREATE INDEX".
 */
public final class StatementClassifier {

    /** More is data, or no statement of a person; the parser's time grows with it. */
    private static final int LONGEST = 32_768;

    private static final String NAME = "((?:\"[^\"]+\"|[\\w$]+)(?:\\.(?:\"[^\"]+\"|[\\w$]+))?)";
    private static final Pattern INDEX = Pattern.compile(
            "(?is)create\\s+(unique\\s+)?index\\s+(concurrently\\s+)?.*?\\bon\\s+(?:only\\s+)?" + NAME + ".*");
    private static final Pattern TRIGGER = Pattern.compile(
            "(?is)create\\s+(or\\s+replace\\s+)?(?:constraint\\s+)?trigger\\b.*?\\son\\s+" + NAME + "\\s.*");
    private static final Pattern ALTER =
            Pattern.compile("(?is)alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s.*");
    private static final Pattern REPLACEABLE = Pattern.compile(
            "(?is)create\\s+(or\\s+replace\\s+)?(?:function|procedure|(?:recursive\\s+|temp\\s+|temporary\\s+)?view)\\b.*");
    /** What only makes something that nobody uses yet, or says something of what is there. */
    private static final Pattern ADDING = Pattern.compile(
            "(?is)(?:create\\s+(?:extension|type|domain|schema|sequence|collation"
                    + "|(?:temp\\s+|temporary\\s+)sequence|materialized\\s+view|statistics)|comment\\s+on|analyze|grant|set|reset|begin|commit|start)\\b.*");

    private static final Pattern SEARCH_PATH =
            Pattern.compile("(?is)(?:set|reset)\\b.*\\b(?:search_path|all|schema)\\b.*");
    private static final Pattern SAFE_CALL = Pattern.compile(
            "(?is)select\\s+(?:pg_catalog\\.)?(?:setval|set_config)\\s*\\([^()]*+(?:\\([^()]*+\\)[^()]*+)*+\\)");
    private static final Pattern NEW_VALUE = Pattern.compile("(?is)alter\\s+type\\s+.*\\badd\\s+value\\b.*");

    /** What works through a whole table while nobody else may; {@code concurrently} is what spares others. */
    private static final Pattern WHOLE_TABLE = Pattern.compile(
            "(?is)(?:vacuum\\b.*\\bfull\\b.*|cluster\\b.*|lock\\s+table\\b.*|(?:reindex|refresh\\s+materialized\\s+view)\\b(?!.*\\bconcurrently\\b).*)");

    private final KnownTables tables;

    public StatementClassifier(KnownTables tables) {
        this.tables = tables;
    }

    public List<SchemaChange> classify(SqlStatement statement) {
        int line = statement.line();
        String sql = statement.sql();
        Matcher index = INDEX.matcher(sql);
        Matcher trigger = TRIGGER.matcher(sql);
        Matcher replaceable = REPLACEABLE.matcher(sql);
        if (index.matches()) {
            return List.of(index(index, line));
        }
        if (trigger.matches()) {
            String table = KnownTables.name(trigger.group(2));
            return List.of(
                    tables.isNew(table) && trigger.group(1) == null
                            ? SchemaChange.adds("makes a trigger on " + table, line)
                            : SchemaChange.rewrites("makes a trigger on " + table, line));
        }
        if (replaceable.matches()) {
            return List.of(
                    replaceable.group(1) == null
                            ? SchemaChange.adds(shortened(sql), line)
                            : SchemaChange.rewrites(shortened(sql), line));
        }
        if (ADDING.matcher(sql).matches()) {
            if (SEARCH_PATH.matcher(sql).matches()) {
                tables.namesMayMeanOthers();
            }
            return List.of(SchemaChange.adds(shortened(sql), line));
        }
        if (WHOLE_TABLE.matcher(sql).matches()) {
            return List.of(SchemaChange.rewrites("works through a whole table: " + shortened(sql), line)
                    .locking());
        }
        if (NEW_VALUE.matcher(sql).matches()) {
            return List.of(SchemaChange.rewrites(
                    "adds a value that the release before does not know: " + shortened(sql), line));
        }
        if (SAFE_CALL.matcher(sql).matches()) {
            if (sql.toLowerCase(Locale.ROOT).contains("search_path")) {
                tables.namesMayMeanOthers();
            }
            return List.of(SchemaChange.rewrites(shortened(sql), line));
        }
        return parsed(statement);
    }

    private SchemaChange index(Matcher index, int line) {
        String table = KnownTables.name(index.group(3));
        boolean unique = index.group(1) != null;
        if (tables.isNew(table)) {
            return SchemaChange.adds("makes an index on " + table, line);
        }
        SchemaChange change = unique
                ? SchemaChange.narrows("makes a unique index on " + table, line)
                : SchemaChange.adds("makes an index on " + table, line);
        return index.group(2) == null ? change.locking() : change;
    }

    private List<SchemaChange> parsed(SqlStatement statement) {
        int line = statement.line();
        String sql = statement.sql();
        Matcher alter = ALTER.matcher(sql);
        if (alter.matches() && tables.isNew(alter.group(1))) {
            return List.of(SchemaChange.adds("changes " + KnownTables.name(alter.group(1)) + ", which is new", line));
        }
        if (sql.length() > LONGEST) {
            return List.of(SchemaChange.narrows("is too long to be understood: " + shortened(sql), line));
        }
        Statement read;
        try {
            read = CCJSqlParserUtil.parse(sql);
        } catch (JSQLParserException e) {
            return List.of(SchemaChange.narrows("is not understood: " + shortened(sql), line));
        }
        if (read instanceof Alter change) {
            return new AlterClassifier(KnownTables.name(change.getTable().getFullyQualifiedName()), line)
                    .classify(change);
        }
        return List.of(other(read, sql, line));
    }

    private SchemaChange other(Statement read, String sql, int line) {
        if (read instanceof CreateTable create) {
            return table(create, sql, line);
        }
        if (read instanceof Insert insert) {
            String table = KnownTables.name(insert.getTable().getFullyQualifiedName());
            boolean alone = insert.getWithItemsList() == null
                    || insert.getWithItemsList().isEmpty();
            return tables.isNew(table) && alone
                    ? SchemaChange.adds("fills " + table, line)
                    : SchemaChange.rewrites("writes rows of " + table, line);
        }
        if (read instanceof Update update) {
            return rows(KnownTables.name(update.getTable().getFullyQualifiedName()), update.getWhere() == null, line);
        }
        if (read instanceof Delete delete && delete.getTable() != null) {
            return rows(KnownTables.name(delete.getTable().getFullyQualifiedName()), delete.getWhere() == null, line);
        }
        if (read instanceof Drop drop) {
            String name = KnownTables.name(drop.getName().getFullyQualifiedName());
            return drop.getType().equalsIgnoreCase("table") && tables.isNew(name)
                    ? SchemaChange.adds("drops " + name + ", which is new", line)
                    : SchemaChange.narrows("drops " + drop.getType().toLowerCase(Locale.ROOT) + " " + name, line);
        }
        return SchemaChange.narrows("may do anything: " + shortened(sql), line);
    }

    private SchemaChange rows(String table, boolean all, int line) {
        if (tables.isNew(table)) {
            return SchemaChange.adds("writes rows of " + table + ", which is new", line);
        }
        SchemaChange change = SchemaChange.rewrites("writes rows of " + table, line);
        return all ? change.locking() : change;
    }

    private SchemaChange table(CreateTable create, String sql, int line) {
        String name = KnownTables.name(create.getTable().getFullyQualifiedName());
        if (!create.isIfNotExists()) {
            tables.made(name);
        }
        String text = " " + sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ") + " ";
        if (text.contains(" inherits ") || text.contains(" inherits(")) {
            return SchemaChange.rewrites("makes table " + name + ", whose rows another table shows too", line);
        }
        Matcher references = Pattern.compile("\\breferences " + NAME).matcher(text);
        while (references.find()) {
            if (!tables.isNew(references.group(1))
                    && !KnownTables.name(references.group(1)).equals(name)) {
                return SchemaChange.rewrites(
                        "makes table " + name + ", whose rows keep those of " + KnownTables.name(references.group(1))
                                + " from being deleted",
                        line);
            }
        }
        return SchemaChange.adds("makes table " + name, line);
    }

    static String shortened(String sql) {
        String line = sql.replaceAll("\\s+", " ");
        return line.length() > 60 ? line.substring(0, 60) + "…" : line;
    }
}
