package io.cfa.maven.remote;

/** The login works, and commands do not: another program ran in the place of one, or none. */
public final class NoCommandsException extends RemoteException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String next;

    /** Says what the host does instead, and the next step, both without a full stop. */
    public NoCommandsException(String problem, String next) {
        super(problem + ". Next: " + next);
        this.problem = problem;
        this.next = next;
    }

    /** What the host does instead. */
    public String problem() {
        return problem;
    }

    /** The next step. */
    public String next() {
        return next;
    }
}
