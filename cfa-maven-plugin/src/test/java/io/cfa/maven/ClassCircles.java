package io.cfa.maven;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the circles of top-level classes: each a largest set of classes of which every one leads to every other. */
final class ClassCircles {

    private ClassCircles() {}

    static List<Set<String>> of(JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type : classes) {
            uses.computeIfAbsent(outer(type), any -> new TreeSet<>());
        }
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(use -> outer(use.getTargetClass().getBaseComponentType()))
                    .filter(used -> uses.containsKey(used) && !used.equals(outer(type)))
                    .forEach(uses.get(outer(type))::add);
        }
        Map<String, Set<String>> reached = new TreeMap<>();
        uses.keySet().forEach(from -> reached.put(from, reach(uses, from)));
        Set<String> seen = new TreeSet<>();
        List<Set<String>> circles = new ArrayList<>();
        for (String from : uses.keySet()) {
            if (reached.get(from).contains(from) && seen.add(from)) {
                Set<String> circle = new TreeSet<>(reached.get(from));
                circle.removeIf(to -> !reached.get(to).contains(from));
                seen.addAll(circle);
                circles.add(circle);
            }
        }
        return circles;
    }

    private static Set<String> reach(Map<String, Set<String>> uses, String from) {
        Set<String> reached = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(uses.get(from));
        while (!next.isEmpty()) {
            String each = next.remove();
            if (reached.add(each)) {
                next.addAll(uses.get(each));
            }
        }
        return reached;
    }

    private static String outer(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
