package io.cfa.maven.sbom;

/** What is written of a release cannot be believed, or what it is made of shall not be shipped; the message ends with the next step. */
public final class BillException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With place, what was found, what was expected, and the next step. */
    public BillException(String message) {
        super(message);
    }
}
