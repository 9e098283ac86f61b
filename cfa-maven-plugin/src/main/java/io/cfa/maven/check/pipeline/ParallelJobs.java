package io.cfa.maven.check.pipeline;

import io.cfa.maven.model.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jobs that GitLab makes of one with {@code parallel}, by the names that others need them by: {@code a 1/2}, {@code a: [aws, x]}.
 *
 * <p>Source: docs.gitlab.com, "CI/CD YAML syntax reference", parallel, parallel:matrix, needs:parallel:matrix.
 */
final class ParallelJobs {

    /** GitLab's own limit. */
    static final int MOST = 200;

    private final Function<YamlNode, List<YamlNode>> items;

    /** Lists are read by that, with what they refer to in its place. */
    ParallelJobs(Function<YamlNode, List<YamlNode>> items) {
        this.items = items;
    }

    /** How many jobs a value of {@code parallel} makes; absent where that cannot be told. */
    Optional<Long> count(YamlNode parallel) {
        if (!parallel.isMapping()) {
            return parallel.isList() || !parallel.text().matches("[0-9]{1,9}")
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(parallel.text()));
        }
        return matrix(parallel).map(rows -> rows.stream()
                .mapToLong(row -> row.isEmpty()
                        ? 0
                        : row.stream().mapToLong(List::size).reduce(1, (a, b) -> Math.min(a * b, Integer.MAX_VALUE)))
                .sum());
    }

    /** The names of the jobs that a value of {@code parallel} makes of a job; absent where they cannot be told or are too many. */
    Optional<List<String>> names(String job, YamlNode parallel) {
        Optional<Long> count = count(parallel).filter(jobs -> jobs <= MOST);
        if (count.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        if (parallel.isMapping()) {
            for (List<List<String>> row : matrix(parallel).orElseThrow()) {
                products(row).forEach(values -> names.add(job + ": [" + String.join(", ", values) + "]"));
            }
        } else {
            for (int i = 1; i <= count.get(); i++) {
                names.add(job + " " + i + "/" + count.get());
            }
        }
        return Optional.of(names);
    }

    /** For each entry of the matrix, for each of its variables, the values; absent where one is not told by the file. */
    private Optional<List<List<List<String>>>> matrix(YamlNode parallel) {
        List<List<List<String>>> rows = new ArrayList<>();
        Optional<YamlNode> matrix = parallel.get("matrix").filter(YamlNode::isList);
        if (matrix.isEmpty()) {
            return Optional.empty();
        }
        for (YamlNode row : items.apply(matrix.get())) {
            if (!row.isMapping()) {
                return Optional.empty();
            }
            List<List<String>> variables = new ArrayList<>();
            for (Map.Entry<YamlNode, YamlNode> variable : row.entries()) {
                Optional<List<String>> values = values(variable.getValue());
                if (values.isEmpty()) {
                    return Optional.empty();
                }
                variables.add(values.get());
            }
            rows.add(variables);
        }
        return Optional.of(rows);
    }

    private Optional<List<String>> values(YamlNode value) {
        List<YamlNode> nodes = value.isList() ? items.apply(value) : List.of(value);
        boolean told = nodes.stream()
                .noneMatch(
                        node -> node.isMapping() || node.isList() || node.text().contains("$"));
        return told ? Optional.of(nodes.stream().map(YamlNode::text).toList()) : Optional.empty();
    }

    private static List<List<String>> products(List<List<String>> variables) {
        List<List<String>> products = variables.isEmpty() ? List.of() : List.of(List.of());
        for (List<String> values : variables) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> product : products) {
                for (String value : values) {
                    List<String> next = new ArrayList<>(product);
                    next.add(value);
                    longer.add(next);
                }
            }
            products = longer;
        }
        return products;
    }
}
