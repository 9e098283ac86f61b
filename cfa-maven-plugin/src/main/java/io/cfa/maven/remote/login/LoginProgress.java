package io.cfa.maven.remote.login;

import com.jcraft.jsch.Logger;
import java.util.Optional;

/**
 * How far a login came: jsch says it in its log alone, where a host shows a certificate.
 *
 * <p>Nothing of the log is kept but these two facts.
 */
final class LoginProgress implements Logger {

    private static final String KEYS_ARE_EXCHANGED = "SSH_MSG_NEWKEYS received";
    private static final String CERTIFICATE_FAILED = "Host certificate validation failed";

    private volatile boolean greeted;
    private volatile String certificate;

    /** Whether the host has proved who it is, and the user's part has begun. */
    boolean greeted() {
        return greeted;
    }

    /** Why the certificate that the host showed does not count, if it showed one. */
    Optional<String> certificateFailure() {
        return Optional.ofNullable(certificate);
    }

    @Override
    public boolean isEnabled(int level) {
        return level >= INFO;
    }

    @Override
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(int level, String message, Throwable cause) {
        greeted |= message.equals(KEYS_ARE_EXCHANGED);
        if (message.startsWith(CERTIFICATE_FAILED) && cause != null) {
            certificate = cause.getMessage();
        }
    }
}
