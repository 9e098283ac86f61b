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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves Swagger UI at {@code /swagger} itself, without a redirect and from packaged files alone, so that the page opens where there is no
 * network beyond the service.
 */
@Configuration(proxyBeanMethods = false)
@Import(SwaggerPage.Page.class)
class SwaggerPage implements WebMvcConfigurer {

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

    /** The page; which documents it offers is a setting, {@code name=path} separated by commas. */
    @Hidden
    @RestController
    static class Page {

        private final String html;

        Page(
                @Value("${spring.application.name}") String service,
                @Value("${cfa.swagger.documents:${spring.application.name}=/openapi}") List<String> documents) {
            String urls = documents.stream()
                    .map(document -> document.split("=", 2))
                    .map(pair -> "{name: \"" + pair[0] + "\", url: \"" + pair[1] + "\"}")
                    .collect(Collectors.joining(", ", "[", "]"));
            this.html =
                    """
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
                      <script>
                        const page = SwaggerUIBundle({
                          urls: %s,
                          dom_id: "#swagger-ui",
                          presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
                          layout: "StandaloneLayout",
                          deepLinking: true,
                          oauth2RedirectUrl: window.location.origin + "/swagger-ui/oauth2-redirect.html"
                        });
                        page.initOAuth({clientId: "cfa-web", usePkceWithAuthorizationCodeGrant: true});
                      </script>
                    </body>
                    </html>
                    """
                            .formatted(service, urls);
        }

        @GetMapping(path = "/swagger", produces = MediaType.TEXT_HTML_VALUE)
        String page() {
            return html;
        }
    }
}
