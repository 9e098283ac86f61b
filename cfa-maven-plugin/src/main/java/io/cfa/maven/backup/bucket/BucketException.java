package io.cfa.maven.backup.bucket;

/** A bucket did not do what it was asked; the message is a sentence without a full stop, and tells no secret. */
final class BucketException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String next;
    private final boolean isRefused;

    /**
     * A failure.
     *
     * @param next what to do about it
     */
    BucketException(String message, String next) {
        this(message, next, false);
    }

    BucketException(String message, String next, boolean isRefused) {
        super(message);
        this.next = next;
        this.isRefused = isRefused;
    }

    /** What to do about it. */
    String next() {
        return next;
    }

    /** Whether the key is right, and may not do this, or the storage cannot. */
    boolean isRefused() {
        return isRefused;
    }
}
