package io.cfa.maven.model.source;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;

/** Counts what a text unrolls to before it is read: how deep it is nested, and how many nodes its aliases stand for. */
final class YamlLimits {

    static final int MAX_DEPTH = 50;

    /** More than a thousand aliases of a large mapping, and few enough to be walked through in no time. */
    private static final long MAX_NODES = 200_000;

    private final Path file;
    private final Map<String, Long> sizes = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private final Set<String> anchorsOfOpen = new HashSet<>();
    private long nodes;
    private int line = 1;

    YamlLimits(Path file) {
        this.file = file;
    }

    /** A collection that is not at its end, with the number of nodes before it. */
    private record Open(String anchor, long before) {}

    void check(Iterable<Event> events) {
        for (Event event : events) {
            line = event.getEndMark().getLine() + 1;
            if (event instanceof DocumentStartEvent) {
                sizes.clear();
            } else if (event instanceof CollectionEndEvent) {
                Open last = open.pop();
                anchorsOfOpen.remove(last.anchor);
                sizes.put(last.anchor, nodes - last.before);
            } else if (event instanceof NodeEvent node) {
                count(node);
            }
        }
    }

    /** In which line it has come to its last event. */
    int line() {
        return line;
    }

    private void count(NodeEvent event) {
        String anchor = event.getAnchor();
        if (event instanceof AliasEvent) {
            if (anchorsOfOpen.contains(anchor)) {
                throw malformed(event, "is an alias of what it stands in", "write it out");
            }
            nodes += sizes.getOrDefault(anchor, 1L);
        } else if (event instanceof CollectionStartEvent) {
            open.push(new Open(anchor == null ? "" : anchor, nodes));
            if (anchor != null) {
                anchorsOfOpen.add(anchor);
            }
            nodes++;
        } else {
            nodes++;
            if (anchor != null) {
                sizes.put(anchor, 1L);
            }
        }
        if (open.size() > MAX_DEPTH) {
            throw malformed(event, "is nested more than " + MAX_DEPTH + " deep", "make it flatter");
        }
        if (nodes > MAX_NODES) {
            throw malformed(
                    event, "stands for more than " + MAX_NODES + " values with its aliases", "write some of them out");
        }
    }

    private MalformedFileException malformed(Event event, String problem, String next) {
        return new MalformedFileException(
                new SourceLocation(file, event.getStartMark().getLine() + 1), problem, next);
    }
}
