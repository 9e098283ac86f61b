package io.cfa.kit.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.ResponseHeaders;
import io.cfa.kit.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Base64;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * The content security policy of Swagger UI and its files: scripts are the packaged ones and the one that stands in the page, and requests go to the
 * service itself and to Keycloak, which gives the tokens. Styles may stand in elements, as Swagger UI sets some of its own so.
 */
final class SwaggerPolicy implements HandlerInterceptor {

    private final String policy;

    /**
     * @param script what stands in the page between {@code <script>} and {@code </script>}, to the byte
     * @param issuer the realm, such as {@code https://host/realms/cfa}
     */
    SwaggerPolicy(String script, String issuer) {
        String hash = Base64.getEncoder().encodeToString(Sha256.of(script.getBytes(UTF_8)));
        this.policy =
                "default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' %s; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        .formatted(hash, originOf(issuer));
    }

    private static String originOf(String issuer) {
        URI address = URI.create(issuer);
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader(ResponseHeaders.CONTENT_POLICY, policy);
        return true;
    }
}
