package io.cfa.kit;

import org.springframework.http.HttpStatus;

/** What a rule of a domain says no with; the caller gets it as a problem detail of type {@code urn:cfa:problem:<type>}. */
public final class DomainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String type;

    /** A refusal with a type that never changes, such as {@code insufficient-funds}, and a sentence for a person. */
    public DomainException(HttpStatus status, String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
    }

    /** There is no such thing, or none that this caller may see. */
    public static DomainException notFound(String detail) {
        return new DomainException(HttpStatus.NOT_FOUND, "not-found", detail);
    }

    /** It cannot be done as things stand. */
    public static DomainException conflict(String type, String detail) {
        return new DomainException(HttpStatus.CONFLICT, type, detail);
    }

    /** It makes no sense, however things stand. */
    public static DomainException unprocessable(String type, String detail) {
        return new DomainException(HttpStatus.UNPROCESSABLE_CONTENT, type, detail);
    }

    public HttpStatus status() {
        return status;
    }

    public String type() {
        return type;
    }
}
