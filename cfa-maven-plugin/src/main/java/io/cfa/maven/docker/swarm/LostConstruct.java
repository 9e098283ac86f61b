package io.cfa.maven.docker.swarm;

/**
 * A part of a compose file whose meaning a stack would lose: it is refused, so that nothing is lost in silence.
 *
 * @param subject the service, or the top-level part such as {@code secrets.token}
 * @param what    what is there, and what a stack would make of it
 * @param next    what helps
 */
public record LostConstruct(String subject, String what, String next) {

    /** As a line for a person. */
    @Override
    public String toString() {
        return subject + ": " + what + ". Next: " + next;
    }
}
