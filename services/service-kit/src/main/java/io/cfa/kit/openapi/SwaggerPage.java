package io.cfa.kit.openapi;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves Swagger UI at {@code /swagger} itself, without a redirect and from packaged files alone, so that the page opens where there is no
 * network beyond the service, and tells no other host of it: without {@code validatorUrl: null}, Swagger UI has a public validator fetch the document
 * wherever the address is not a loopback one. Which documents it offers is a setting, {@code name=path} separated by commas.
 */
@Configuration(proxyBeanMethods = false)
@Import(SwaggerPage.Page.class)
class SwaggerPage implements WebMvcConfigurer {

    private final String service;
    private final String script;
    private final String issuer;

    SwaggerPage(
            @Value("${spring.application.name}") String service,
            @Value("${cfa.swagger.documents:${spring.application.name}=/openapi}") List<String> documents,
            @Value("${cfa.issuer}") String issuer) {
        this.service = service;
        this.script = scriptOf(documents);
        this.issuer = issuer;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new SwaggerPolicy(script, issuer)).addPathPatterns("/swagger", "/swagger-ui/**");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/swagger-ui/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/swagger-ui/" + version() + "/");
    }

    private static String version() {
        String path = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
        try (InputStream stream = SwaggerPage.class.getResourceAsStream(path)) {
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }

    private static String scriptOf(List<String> documents) {
        String urls = documents.stream()
                .map(document -> document.split("=", 2))
                .map(pair -> "{name: \"" + pair[0] + "\", url: \"" + pair[1] + "\"}")
                .collect(Collectors.joining(", ", "[", "]"));
        return """

                const page = SwaggerUIBundle({
                  urls: %s,
                  dom_id: "#swagger-ui",
                  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
                  layout: "StandaloneLayout",
                  deepLinking: true,
                  validatorUrl: null,
                  oauth2RedirectUrl: window.location.origin + "/swagger-ui/oauth2-redirect.html"
                });
                page.initOAuth({clientId: "cfa-web", usePkceWithAuthorizationCodeGrant: true});
                """
                .formatted(urls);
    }

    private String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                  <meta charset="UTF-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <title>%s · Swagger UI</title>
                  <link rel="stylesheet" href="/swagger-ui/swagger-ui.css">
                  <link rel="icon" href="/swagger-ui/favicon-32x32.png">
                </head>
                <body>
                  <div id="swagger-ui"></div>
                  <script src="/swagger-ui/swagger-ui-bundle.js"></script>
                  <script src="/swagger-ui/swagger-ui-standalone-preset.js"></script>
                  <script>%s</script>
                </body>
                </html>
                """
                .formatted(service, script);
    }

    /** The page. */
    @Hidden
    @RestController
    static class Page {

        private final String html;

        Page(SwaggerPage page) {
            this.html = page.html();
        }

        /** Browsers ask for it where a page names no other, such as the one that Keycloak sends back to; there is none, which is no error. */
        @GetMapping("/favicon.ico")
        ResponseEntity<Void> icon() {
            return ResponseEntity.noContent().build();
        }

        @GetMapping(path = "/swagger", produces = MediaType.TEXT_HTML_VALUE)
        String page() {
            return html;
        }
    }
}
