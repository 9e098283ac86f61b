package io.cfa.maven.remote;

/**
 * What a command on the host gave back.
 *
 * @param exitStatus the exit status, 0 to 255; 255 also stands for "killed by a signal" where the server does not say more
 * @param output     standard output, decoded as UTF-8
 * @param error      standard error, decoded as UTF-8
 */
public record Result(int exitStatus, String output, String error) {

    /** Whether the exit status is 0. */
    public boolean succeeded() {
        return exitStatus == 0;
    }
}
