package io.cfa.kit.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.util.ConcurrentLruCache;

/**
 * Remembers for a minute which tokens were found to be good. A caller sends the same one with every request, and to check its signature is a
 * good part of what a small request costs. What a token says of itself, its expiry above all, is checked every time.
 */
final class CachingJwtDecoder implements JwtDecoder {

    /** So long a token is still taken after its key was withdrawn, on top of what the keys themselves are kept for. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final int MOST = 1000;

    private final OAuth2TokenValidator<Jwt> claims;
    private final Clock clock;
    private final ConcurrentLruCache<String, Verified> verified;

    /**
     * Makes one that remembers nothing yet.
     *
     * @param signatures checks the signature and reads the token
     * @param claims checks what the token says
     */
    CachingJwtDecoder(JwtDecoder signatures, OAuth2TokenValidator<Jwt> claims, Clock clock) {
        this.claims = claims;
        this.clock = clock;
        this.verified =
                new ConcurrentLruCache<>(MOST, token -> new Verified(signatures.decode(token), clock.instant()));
    }

    private record Verified(Jwt token, Instant at) {}

    @Override
    public Jwt decode(String token) {
        Verified found = verified.get(token);
        if (found.at().plus(KEPT).isBefore(clock.instant())) {
            verified.remove(token);
            found = verified.get(token);
        }
        OAuth2TokenValidatorResult result = claims.validate(found.token());
        if (result.hasErrors()) {
            throw new JwtValidationException("the token is not for us, or not any more", result.getErrors());
        }
        return found.token();
    }
}
