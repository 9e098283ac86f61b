package io.cfa.maven.remote.key;

/** A private key that is one and cannot be used; the message continues a sentence that begins with where it comes from. */
final class UnusableKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableKeyException(String problem) {
        super(problem);
    }
}
