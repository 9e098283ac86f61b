package io.cfa.kit.rule;

/** What a caller wants to be so before its command: that a resource is still what it read. Asked in the transaction, with the row locked. */
@FunctionalInterface
public interface Precondition {

    /** A command of a program, which wants nothing. */
    Precondition NONE = current -> {};

    /**
     * Whether the command may go on.
     *
     * @param current the resource as it would be answered now; null where there is none yet, which is no resource that the caller can have read
     * @throws io.cfa.kit.DomainException 412 {@code changed-meanwhile}, if it is another than the caller read
     */
    void check(Object current);
}
