package io.cfa.kit.rule;

import java.util.function.Function;

/**
 * What stands under an id that a caller chose.
 *
 * @param resource what stands there now
 * @param inserted whether this call has written it; otherwise it stood there before
 * @param <T>      what it is
 */
public record Upsert<T>(T resource, boolean inserted) {

    /** This call has written it. */
    public static <T> Upsert<T> inserted(T resource) {
        return new Upsert<>(resource, true);
    }

    /** It stood there before. */
    public static <T> Upsert<T> found(T resource) {
        return new Upsert<>(resource, false);
    }

    /** The same of something that follows from it. */
    public <R> Upsert<R> map(Function<T, R> what) {
        return new Upsert<>(what.apply(resource), inserted);
    }
}
