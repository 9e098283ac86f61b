package io.cfa.kit.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The query of a list, a page at a time. A page begins behind the sort keys of the item before it, so it costs what it shows, however far down it
 * lies; the last key is unique, so that no two items are one place. What is shown is one more row than is answered: that tells whether there are more.
 *
 * @param <T> one item
 */
public final class KeysetQuery<T> {

    private final JdbcClient database;
    private final String select;
    private final RowMapper<T> mapper;
    private final Map<String, List<SortKey>> sorts;

    /**
     * A list over a statement whose columns have the items' fields and all that they are sorted and filtered by.
     *
     * @param sorts of each field that callers may sort by, the columns, of which the last is unique
     */
    public KeysetQuery(JdbcClient database, String select, RowMapper<T> mapper, Map<String, List<SortKey>> sorts) {
        this.database = database;
        this.select = select;
        this.mapper = mapper;
        this.sorts = sorts;
    }

    /** The same, of items that are records. */
    public static <T> KeysetQuery<T> of(
            JdbcClient database, String select, Class<T> type, Map<String, List<SortKey>> sorts) {
        return new KeysetQuery<>(database, select, new SimplePropertyRowMapper<>(type), sorts);
    }

    private record Row<T>(T item, List<String> keys) {}

    /** The page that is asked for, of the items that the filter lets through. */
    public Page<T> page(PageRequest request, Filter filter) {
        List<SortKey> keys = sorts.get(request.field());
        if (keys == null) {
            throw new IllegalArgumentException("no order of this list: " + request.sort());
        }
        String list = Cursor.fingerprint(String.join(
                "\0",
                select,
                request.sort(),
                filter.conditions().toString(),
                filter.values().toString()));
        Map<String, Object> values = new HashMap<>(filter.values());
        List<String> conditions = new ArrayList<>(filter.conditions());
        request.cursor()
                .map(Cursor::parse)
                .ifPresent(cursor -> conditions.add(behind(cursor, list, request.descending(), keys, values)));
        List<Row<T>> rows = database.sql(statement(request, keys, conditions))
                .params(values)
                .query((row, number) -> new Row<>(mapper.mapRow(row, number), keys(row, keys.size())))
                .list();
        Optional<String> next = rows.size() > request.limit()
                ? Optional.of(new Cursor(list, rows.get(request.limit() - 1).keys()).text())
                : Optional.empty();
        return new Page<>(rows.stream().limit(request.limit()).map(Row::item).toList(), next);
    }

    private static String behind(
            Cursor cursor, String list, boolean descending, List<SortKey> keys, Map<String, Object> values) {
        if (!cursor.list().equals(list) || cursor.keys().size() != keys.size()) {
            throw Cursor.refused();
        }
        for (int i = 0; i < keys.size(); i++) {
            values.put("page_key_" + i, keys.get(i).parse(cursor.keys().get(i)));
        }
        return "(%s) %s (%s)"
                .formatted(
                        keys.stream().map(SortKey::column).collect(Collectors.joining(", ")),
                        descending ? "<" : ">",
                        IntStream.range(0, keys.size())
                                .mapToObj(i -> ":page_key_" + i)
                                .collect(Collectors.joining(", ")));
    }

    private String statement(PageRequest request, List<SortKey> keys, List<String> conditions) {
        String direction = request.descending() ? " desc" : "";
        return "select *, %s from (%s) as item%s order by %s limit %d"
                .formatted(
                        IntStream.range(0, keys.size())
                                .mapToObj(i -> keys.get(i).asText() + " as page_key_" + i)
                                .collect(Collectors.joining(", ")),
                        select,
                        conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions),
                        keys.stream().map(key -> key.column() + direction).collect(Collectors.joining(", ")),
                        request.limit() + 1);
    }

    private static List<String> keys(ResultSet row, int size) throws SQLException {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            keys.add(row.getString("page_key_" + i));
        }
        return keys;
    }
}
