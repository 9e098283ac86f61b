package io.cfa.maven.image.runtime;

/** Says why an image goes without what the base's JRE was to make for it, in a clause that stands behind a colon. */
public final class NotMadeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With that reason. */
    public NotMadeException(String reason) {
        super(reason);
    }
}
