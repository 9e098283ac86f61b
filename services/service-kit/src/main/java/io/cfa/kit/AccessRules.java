package io.cfa.kit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;

/** Who may call what: the pages of operations and documentation are open, everything else wants a bearer token of our realm. */
@Configuration(proxyBeanMethods = false)
class AccessRules {

    private static final String[] OPEN = {
        "/swagger", "/swagger-ui/**", "/openapi", "/openapi/**", "/health", "/health/**", "/metrics", "/error"
    };

    @Bean
    SecurityFilterChain accessRulesOfEveryService(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                // no cookie authenticates anybody here, so there is nothing that a forged form could ride on
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Fetches the realm's keys at the first token, so that a service starts without Keycloak. */
    @Bean
    JwtDecoder tokensOfOurRealm(
            @Value("${spring.security.oauth2.resourceserver.jwt.jwk-set-uri}") String keys,
            @Value("${cfa.issuer}") String issuer) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(issuer));
        return decoder;
    }

    /** Keycloak's {@code realm_access.roles} as authorities {@code ROLE_…}. */
    @Bean
    JwtAuthenticationConverter rolesOfTheRealm() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(
                token -> roles(token).<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList());
        return converter;
    }

    private static Stream<String> roles(Jwt token) {
        Map<String, Object> access = token.getClaimAsMap("realm_access");
        Object roles = access == null ? List.of() : access.get("roles");
        return roles instanceof Collection<?> names ? names.stream().map(String::valueOf) : Stream.empty();
    }
}
