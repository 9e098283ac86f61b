package io.cfa.maven.model.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts mappings over one another as GitLab does: what both have as mappings is put together key by key, anything else of the upper one replaces
 * that of the lower. One of them counts what it has put together, so that no file makes it fill the memory.
 */
public final class YamlMerge {

    private static final int MAX_ENTRIES = 200_000;

    private int entries;

    /**
     * One node over another.
     *
     * @throws MalformedFileException if this has put together more than any pipeline has
     */
    public YamlNode over(YamlNode lower, YamlNode upper) {
        if (!lower.isMapping() || !upper.isMapping() || upper.tag().startsWith("!")) {
            return upper;
        }
        Map<String, Map.Entry<YamlNode, YamlNode>> all = new LinkedHashMap<>();
        lower.entries().forEach(entry -> all.put(entry.getKey().text(), entry));
        for (Map.Entry<YamlNode, YamlNode> entry : upper.entries()) {
            all.merge(
                    entry.getKey().text(),
                    entry,
                    (below, above) -> Map.entry(above.getKey(), over(below.getValue(), above.getValue())));
        }
        entries += all.size();
        if (entries > MAX_ENTRIES) {
            throw new MalformedFileException(
                    upper.place(),
                    "makes more than " + MAX_ENTRIES + " entries with what it extends",
                    "extend less, or write it out");
        }
        return upper.with(List.copyOf(all.values()));
    }
}
