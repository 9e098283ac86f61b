package io.cfa.kit.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * What every service's API document says: its name, that a bearer token is needed and where a browser gets one, and that paths count from where
 * the document lies.
 */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

    private static final String TOKEN = "token";
    private static final String LOGIN = "keycloak";

    /** The server is relative, so that the same document serves at the service itself and behind the gateway. */
    @Bean
    @Lazy
    OpenAPI document(@Value("${spring.application.name}") String service, @Value("${cfa.issuer}") String issuer) {
        return new OpenAPI()
                .info(new Info().title(service).version("1"))
                .servers(List.of(new Server().url(".").description("beside this document")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("An access token of Keycloak's realm cfa"))
                        .addSecuritySchemes(LOGIN, loginOf(issuer)))
                .addSecurityItem(new SecurityRequirement().addList(LOGIN))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    private static SecurityScheme loginOf(String issuer) {
        String protocol = issuer + "/protocol/openid-connect/";
        return new SecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description("Log in at Keycloak: authorization code with PKCE, client cfa-web")
                .flows(new OAuthFlows()
                        .authorizationCode(new OAuthFlow()
                                .authorizationUrl(protocol + "auth")
                                .tokenUrl(protocol + "token")
                                .scopes(new Scopes())));
    }
}
