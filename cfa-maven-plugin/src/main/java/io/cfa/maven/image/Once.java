package io.cfa.maven.image;

import java.util.function.Supplier;

/** A value that is made when it is first asked for, by one thread; a failure to make it is not kept. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (made == null) {
            made = maker.get();
        }
        return made;
    }
}
