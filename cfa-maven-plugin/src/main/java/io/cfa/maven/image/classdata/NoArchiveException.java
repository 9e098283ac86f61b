package io.cfa.maven.image.classdata;

/** Says why an image goes without a class-data archive, in a clause that stands behind a colon. */
final class NoArchiveException extends Exception {

    private static final long serialVersionUID = 1L;

    NoArchiveException(String reason) {
        super(reason);
    }
}
