package io.cfa.gateway.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cfa.kit.ResponseHeaders;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the operator's page at {@code /operator}, its script and its style, each by its own path, from packaged files. They hold nothing and are open; what the page
 * shows it asks with the token of whoever logs in at Keycloak, so that the services decide who sees it. Scripts and styles are the packaged ones alone.
 */
@Configuration(proxyBeanMethods = false)
@Import(OperatorPage.Page.class)
class OperatorPage implements WebMvcConfigurer {

    private final String policy;

    OperatorPage(@Value("${cfa.issuer}") URI issuer) {
        this.policy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' %s://%s; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                        .formatted(issuer.getScheme(), issuer.getRawAuthority());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        response.setHeader(ResponseHeaders.CONTENT_POLICY, policy);
                        return true;
                    }
                })
                .addPathPatterns("/operator", "/operator/*");
    }

    /** The three files. */
    @Hidden
    @RestController
    static class Page {

        private static final Map<String, MediaType> TYPES = Map.of(
                "page.html", new MediaType(MediaType.TEXT_HTML, UTF_8),
                "page.js", new MediaType("text", "javascript", UTF_8),
                "page.css", new MediaType("text", "css", UTF_8));

        @GetMapping("/operator")
        ResponseEntity<Resource> page() {
            return file("page.html");
        }

        @GetMapping("/operator/page.js")
        ResponseEntity<Resource> script() {
            return file("page.js");
        }

        @GetMapping("/operator/page.css")
        ResponseEntity<Resource> style() {
            return file("page.css");
        }

        private static ResponseEntity<Resource> file(String name) {
            return ResponseEntity.ok()
                    .contentType(TYPES.get(name))
                    .cacheControl(CacheControl.noCache())
                    .body(new ClassPathResource("operator/" + name));
        }
    }
}
