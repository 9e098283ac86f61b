package io.cfa.kit;

import org.springframework.http.HttpStatus;

/** What a rule of a domain says no with; the caller gets it as a problem detail of type {@code urn:cfa:problem:<type>}. */
public final class DomainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The attribute of a request whose refusal was {@link #recorded()}. */
    public static final String RECORDED = DomainException.class.getName() + ".recorded";

    /** The attribute of a request that was refused, with the {@link #type()} of the refusal. */
    public static final String REFUSED = DomainException.class.getName() + ".refused";

    private final boolean recorded;
    private final HttpStatus status;
    private final String type;
    private final String field;

    /** A refusal with a type that never changes, such as {@code insufficient-funds}, and a sentence for a person. */
    public DomainException(HttpStatus status, String type, String detail) {
        this(status, type, detail, false, null);
    }

    private DomainException(HttpStatus status, String type, String detail, boolean recorded, String field) {
        super(detail);
        this.recorded = recorded;
        this.status = status;
        this.type = type;
        this.field = field;
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

    /**
     * The same, where the refusal was written down: under an idempotency key that record and the answer are kept, as they are without one. To be
     * thrown outside of the transactional method that wrote it.
     */
    public DomainException recorded() {
        return new DomainException(status, type, getMessage(), true, field);
    }

    /** The same, about one field of the request, which the problem then names in {@code errors}. */
    public DomainException about(String name) {
        return new DomainException(status, type, getMessage(), recorded, name);
    }

    /** The field that it is about; null where it is about none, or several. */
    public String field() {
        return field;
    }

    public boolean isRecorded() {
        return recorded;
    }

    public HttpStatus status() {
        return status;
    }

    public String type() {
        return type;
    }
}
