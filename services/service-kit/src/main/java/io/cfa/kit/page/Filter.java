package io.cfa.kit.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which items of a list are asked for, as conditions that all hold; one whose value is null asks for nothing. Conditions are the service's own
 * SQL, values go apart from it.
 */
public final class Filter {

    private final List<String> conditions;
    private final Map<String, Object> values;

    private Filter(List<String> conditions, Map<String, Object> values) {
        this.conditions = conditions;
        this.values = values;
    }

    /** All items. */
    public static Filter all() {
        return new Filter(List.of(), Map.of());
    }

    /** Only those whose column has this value, where it is not null; an enum stands there as its name. */
    public Filter with(String column, Object value) {
        return with(column + " = :" + column, column, value);
    }

    /** Only those of a condition over a parameter, {@code "amount >= :least"} with {@code "least"}, where its value is not null. */
    public Filter with(String condition, String name, Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new TreeMap<>(values);
        more.put(name, value instanceof Enum<?> constant ? constant.name() : value);
        return new Filter(add(condition), more);
    }

    /** Only those of a condition, where it is wanted. */
    public Filter when(boolean wanted, String condition) {
        return wanted ? new Filter(add(condition), values) : this;
    }

    private List<String> add(String condition) {
        List<String> more = new ArrayList<>(conditions);
        more.add(condition);
        return more;
    }

    List<String> conditions() {
        return conditions;
    }

    Map<String, Object> values() {
        return values;
    }
}
