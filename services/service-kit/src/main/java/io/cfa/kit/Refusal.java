package io.cfa.kit;

import org.springframework.http.HttpStatus;

/** What a rule of a domain says no with; the caller gets it as a problem detail of type {@code urn:cfa:problem:<type>}. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String type;

    /** A refusal with a type that never changes, such as {@code insufficient-funds}, and a sentence for a person. */
    public Refusal(HttpStatus status, String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
    }

    /** There is no such thing, or none that this caller may see. */
    public static Refusal notFound(String detail) {
        return new Refusal(HttpStatus.NOT_FOUND, "not-found", detail);
    }

    /** It cannot be done as things stand. */
    public static Refusal conflict(String type, String detail) {
        return new Refusal(HttpStatus.CONFLICT, type, detail);
    }

    /** It makes no sense, however things stand. */
    public static Refusal unprocessable(String type, String detail) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, type, detail);
    }

    public HttpStatus status() {
        return status;
    }

    public String type() {
        return type;
    }
}
