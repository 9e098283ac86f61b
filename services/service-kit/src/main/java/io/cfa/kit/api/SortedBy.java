package io.cfa.kit.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Of a {@link io.cfa.kit.page.PageRequest}: the fields that the list may be sorted by, either way. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface SortedBy {

    /** The first is the order if nobody says; with a minus in front the largest comes first. */
    String[] value();
}
