package io.cfa.kit.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A page of a list.
 *
 * @param items what it shows
 * @param next  the cursor of the page after it; empty where this is the last
 * @param <T>   one item
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /** Without some of its items; the pages after it stay what they are. */
    public Page<T> filter(Predicate<T> shown) {
        return new Page<>(items.stream().filter(shown).toList(), next);
    }
}
