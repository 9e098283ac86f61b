package io.cfa.maven.schema.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.alter.AlterExpression.ColumnDataType;
import net.sf.jsqlparser.statement.alter.AlterOperation;

/** Says what {@code alter table} of a table that the release before uses means to it, action by action. */
final class AlterClassifier {

    /** What the engine works out once, so that no row has to be written. */
    private static final Pattern ONE_DEFAULT = Pattern.compile(
            "default (?:'[^']*'(?: ?:: ?[\\w ]+)?|-? ?[0-9.]+|true|false|null|now ?\\( ?\\)|current_timestamp|current_date|localtimestamp)(?: .*)?");

    private static final Set<String> NUMBERED =
            Set.of("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2");

    private final String table;
    private final int line;

    AlterClassifier(String table, int line) {
        this.table = table;
        this.line = line;
    }

    List<SchemaChange> classify(Alter statement) {
        List<SchemaChange> changes = new ArrayList<>();
        for (AlterExpression action : statement.getAlterExpressions()) {
            List<ColumnDataType> columns =
                    action.getColDataTypeList() == null ? List.of() : action.getColDataTypeList();
            if (action.getOperation() == AlterOperation.ADD && !columns.isEmpty()) {
                columns.forEach(column -> changes.add(added(column)));
            } else if (action.getOperation() == AlterOperation.ALTER && !columns.isEmpty()) {
                columns.forEach(column -> changes.add(altered(column)));
            } else {
                changes.add(other(action));
            }
        }
        return changes;
    }

    private SchemaChange added(ColumnDataType column) {
        String name = table + "." + KnownTables.name(column.getColumnName());
        String specs = specs(column);
        String type = column.getColDataType().getDataType().toLowerCase(Locale.ROOT);
        boolean numbered = NUMBERED.contains(type);
        boolean generated = specs.contains("generated ");
        boolean filled = specs.contains("default ") || numbered || generated;
        if (specs.contains("unique") || specs.contains("primary key")) {
            return SchemaChange.narrows("adds unique column " + name, line).locking();
        }
        if (specs.contains("not null") && !filled) {
            return SchemaChange.narrows("adds column " + name + ", which the release before does not fill", line);
        }
        SchemaChange change = specs.contains("references")
                ? SchemaChange.rewrites("adds column " + name + ", which keeps rows elsewhere from being deleted", line)
                : SchemaChange.adds("adds column " + name, line);
        boolean once = !numbered
                && !generated
                && (!filled
                        || ONE_DEFAULT
                                .matcher(specs.substring(specs.indexOf("default ")))
                                .matches());
        return once ? change : change.locking();
    }

    private SchemaChange altered(ColumnDataType column) {
        String name = table + "." + KnownTables.name(column.getColumnName());
        String specs = specs(column);
        if (specs.equals("drop not null")) {
            return SchemaChange.rewrites("lets column " + name + " be null", line);
        }
        if (specs.equals("set not null")) {
            return SchemaChange.narrows("lets column " + name + " be null no more", line)
                    .locking();
        }
        // the parser reads `type bigint` as a data type called TYPE
        return SchemaChange.narrows("changes column " + name, line).locking();
    }

    private SchemaChange other(AlterExpression action) {
        String specifier = action.getOptionalSpecifier() == null
                ? ""
                : action.getOptionalSpecifier().toLowerCase(Locale.ROOT);
        if (action.getOperation() == AlterOperation.DROP && action.getColumnName() != null) {
            return SchemaChange.narrows("drops column " + table + "." + KnownTables.name(action.getColumnName()), line);
        }
        if (action.getOperation() == AlterOperation.DROP) {
            return SchemaChange.narrows(
                    "drops "
                            + (action.getConstraintName() == null
                                    ? "a constraint"
                                    : "constraint " + action.getConstraintName())
                            + " of " + table,
                    line);
        }
        if (action.getOperation() == AlterOperation.ADD) {
            return SchemaChange.narrows("adds a constraint to " + table, line).locking();
        }
        if (action.getOperation() == AlterOperation.RENAME || action.getOperation() == AlterOperation.RENAME_TABLE) {
            return SchemaChange.narrows("renames " + table + (action.getColumnName() == null ? "" : "'s column"), line);
        }
        if (specifier.startsWith("validate constraint") || specifier.startsWith("set (")) {
            return SchemaChange.adds(specifier + " on " + table, line);
        }
        return SchemaChange.narrows("changes " + table, line);
    }

    private static String specs(ColumnDataType column) {
        List<String> words = column.getColumnSpecs() == null ? List.of() : column.getColumnSpecs();
        String type =
                column.getColDataType() == null ? "" : column.getColDataType().toString();
        boolean typeIsWord = Set.of("set", "drop").contains(type.toLowerCase(Locale.ROOT));
        return ((typeIsWord ? type + " " : "") + String.join(" ", words))
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
