package io.cfa.kit.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an operation that will go: its answers say so in {@code Deprecation} (RFC 9745), {@code Sunset} (RFC 8594) and {@code Link}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Sunset {

    /** Since when it should not be used for anything new, such as {@code 2026-11-24}. */
    String deprecated();

    /** The first day on which it may be gone. */
    String gone();

    /** What to use instead: an address in the document, such as {@code /openapi#operation/trades}. */
    String instead() default "";
}
