package io.cfa.maven.image;

/** What a person is told while images are made: lines that stay, and of each image one that changes, where someone watches. */
@FunctionalInterface
public interface Progress {

    /** Tells something that stays. */
    void say(String line);

    /** Tells what is being done for an image. */
    default void now(String image, String doing) {}

    /** Tells that nothing more is being done for it. */
    default void done(String image) {}
}
