package io.cfa.maven.image.registry;

import io.cfa.maven.image.cache.ImageException;
import io.cfa.maven.image.credentials.RegistryLogin;
import io.cfa.maven.image.http.RegistryRefusalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * Says of a failed request what a person can do about it.
 *
 * @param server host and port that were dialled
 * @param image  registry and repository
 * @param login  what the request was made with
 */
record RegistryErrors(String server, String image, RegistryLogin login) {

    ImageException explain(String what, IOException failure) {
        if (failure instanceof UnknownHostException) {
            return new ImageException(
                    "the registry " + server
                            + " has no address in DNS. Next: check its name, and this machine's resolver",
                    failure);
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return new ImageException(
                    "the registry " + server + " does not answer: " + failure.getMessage()
                            + ". Next: check that it runs and can be reached from here",
                    failure);
        }
        return new ImageException("could not " + what + " of " + image + ": " + reason(failure), failure);
    }

    private String reason(IOException failure) {
        if (failure instanceof SSLException) {
            return "the registry's certificate is not trusted, or it speaks plain http (" + failure.getMessage()
                    + "). Next: trust its CA in this JDK; -Dcfa.allowInsecure=true is for a network that you trust";
        }
        if (failure instanceof SocketTimeoutException) {
            return "the registry does not answer. Next: check that it runs and can be reached from here";
        }
        if (failure instanceof RegistryRefusalException refusal) {
            return refused(refusal);
        }
        return failure.getMessage() + ". Next: look at the registry's own log, then run this again; what has arrived is"
                + " not sent twice";
    }

    private String refused(RegistryRefusalException refusal) {
        String words = refusal.reason().isEmpty() ? "" : ", " + refusal.reason();
        return switch (refusal.status()) {
            case 0 -> refusal.reason() + ". Next: see who answers under this name: a proxy, a portal, or the registry";
            case 401 ->
                "the registry does not accept " + login
                        + " (HTTP 401). Next: check the user and the password there, or docker login";
            case 403 ->
                "denied to " + login + " (HTTP 403" + words
                        + "). Next: ask for the right to this repository, and check its name";
            case 404 -> "not there (HTTP 404" + words + "). Next: check the name and the tag";
            case 407 ->
                "the proxy wants a login (HTTP 407). Next: give it user and password in <proxy> of settings.xml";
            case 408, 429, 500, 502, 503, 504 ->
                "HTTP " + refusal.status() + words
                        + ". Next: look at the registry's own log, then run this again; what has arrived is not sent twice";
            default ->
                "the registry refuses it (HTTP " + refusal.status() + words
                        + "). Next: do as it says, or ask who runs it";
        };
    }
}
