package io.cfa.maven.image.registry;

import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryAuthenticationFailedException;
import com.google.cloud.tools.jib.http.ResponseException;
import io.cfa.maven.image.cache.ImageException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/**
 * Says of a failed request what a person can do about it.
 *
 * @param image registry and repository
 * @param login what the request was made with
 */
record RegistryErrors(String image, RegistryLogin login) {

    ImageException explain(String what, Exception failure) {
        return new ImageException("could not " + what + " of " + image + ": " + reason(failure), failure);
    }

    private String reason(Exception failure) {
        int status = status(failure);
        if (status == 401
                || failure instanceof RegistryAuthenticationFailedException && status == 0 && isRefusal(failure)) {
            return "the registry does not accept " + login
                    + " (HTTP 401). Next: check the user and the password there, or docker login";
        }
        if (status == 403) {
            return "denied to " + login + " (HTTP 403). Next: ask for the right to this repository, and check its name";
        }
        if (status == 404) {
            return "not there (HTTP 404). Next: check the name and the tag";
        }
        if (failure instanceof InsecureRegistryException) {
            return "the registry's certificate is not trusted, or it speaks plain http. Next: trust its CA in this JDK;"
                    + " -Dcfa.allowInsecure=true is for a network that you trust";
        }
        if (has(failure, UnknownHostException.class)) {
            return "the registry has no address in DNS. Next: check its name, and this machine's resolver";
        }
        if (has(failure, ConnectException.class) || has(failure, SocketTimeoutException.class)) {
            return "the registry does not answer. Next: check that it runs and can be reached from here";
        }
        return (status == 0 ? "" : "HTTP " + status + ", ") + message(failure)
                + ". Next: look at the registry's own log, then run this again; what has arrived is not sent twice";
    }

    private static boolean isRefusal(Throwable failure) {
        return failure.getCause() == null;
    }

    private static String message(Exception failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    static int status(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ResponseException response) {
                return response.getStatusCode();
            }
            if (cause instanceof TransientRegistryException answer) {
                return answer.status();
            }
        }
        return 0;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
