package io.cfa.kit.access;

import io.cfa.kit.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;

/** Problem details of what never reaches a controller: RFC 6750's header says it to a client, the body says it to a person. */
final class AccessProblems {

    private static final Logger LOG = LoggerFactory.getLogger(AccessProblems.class);
    private static final BearerTokenAuthenticationEntryPoint HEADER_OF_401 = new BearerTokenAuthenticationEntryPoint();
    private static final BearerTokenAccessDeniedHandler HEADER_OF_403 = new BearerTokenAccessDeniedHandler();

    /** An address made of the Host header of whoever asks, at which there is nothing. */
    private static final Pattern METADATA = Pattern.compile(",? ?resource_metadata=\"[^\"]*\"");

    private AccessProblems() {}

    static void noToken(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof AuthenticationServiceException) {
            LOG.warn("no token can be checked: {}", failure.getMessage());
            response.setHeader("Retry-After", "5");
            Problem.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "The keys of the realm cannot be read, so no token can be checked now.");
            return;
        }
        HEADER_OF_401.commence(request, response, failure);
        String header = String.valueOf(response.getHeader(HttpHeaders.WWW_AUTHENTICATE));
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, METADATA.matcher(header).replaceAll(""));
        Problem.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthorized",
                "This needs a valid bearer token of our realm in the header Authorization.");
    }

    static void noRole(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        HEADER_OF_403.handle(request, response, failure);
        Problem.write(response, HttpStatus.FORBIDDEN, "forbidden", "The caller's roles do not allow this.");
    }
}
