package io.cfa.maven.image.cache;

/** An image could not be built, pushed or promoted; the message names the image, why, and the next step. */
public final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure that is explained by its message. */
    public ImageException(String message) {
        super(message);
    }

    /** One with its cause. */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
