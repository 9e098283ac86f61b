package io.cfa.kit.access;

import io.cfa.kit.ResponseHeaders;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may call what: the pages of operations and documentation are open, everything else wants a bearer token of our realm, and a method with
 * {@link jakarta.annotation.security.RolesAllowed} one of its roles as well.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity(prePostEnabled = false, jsr250Enabled = true)
@Import(RoleCheckInterceptor.class)
public class AccessRules {

    /** Of a person's token, which any service takes; that of a service names those that it may call. */
    private static final String AUDIENCE = "cfa";

    /** The role of the one client that all services shared in a release before: it could call everything. */
    private static final String SHARED = "service";

    /** Left to itself the filter lets the failure through to the servlet container, as a 500. */
    private static final ObjectPostProcessor<BearerTokenAuthenticationFilter>
            KEYS_THAT_CANNOT_BE_READ_ARE_A_PROBLEM_TOO = new ObjectPostProcessor<>() {
                @Override
                public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
                    filter.setAuthenticationFailureHandler(AccessProblems::noToken);
                    return filter;
                }
            };

    @Bean
    SecurityFilterChain accessRulesOfEveryService(
            HttpSecurity http, @Value("${cfa.open-paths:}") String[] more, @Value("${cfa.client-id}") String own) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OpenPaths.all())
                        .permitAll()
                        .requestMatchers(more)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(rolesOfTheToken(own)))
                        .authenticationEntryPoint(AccessProblems::noToken)
                        .accessDeniedHandler(AccessProblems::noRole)
                        .withObjectPostProcessor(KEYS_THAT_CANNOT_BE_READ_ARE_A_PROBLEM_TOO))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(ResponseHeaders.NOTHING))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        // who ends TLS says so for the whole origin: the edge
                        .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable))
                // no cookie authenticates anybody here, so there is nothing that a forged form could ride on
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** Fetches the realm's keys at the first token, so that a service starts without Keycloak. */
    @Bean
    JwtDecoder tokensOfOurRealm(
            @Value("${cfa.jwks-uri}") URI keys,
            @Value("${cfa.issuer}") String issuer,
            @Value("${cfa.client-id}") String own) {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(RealmKeys.at(keys)).build();
        decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        return new CachingJwtDecoder(
                decoder,
                JwtValidators.createDefaultWithValidators(
                        new JwtIssuerValidator(issuer),
                        new JwtClaimValidator<List<String>>(
                                JwtClaimNames.AUD,
                                audience ->
                                        audience != null && (audience.contains(AUDIENCE) || audience.contains(own))),
                        AccessRules::isNotOfTheSharedClient),
                Clock.systemUTC());
    }

    /** By hand, as {@link JwtClaimValidator} refuses what lacks the claim: a service has no role of the realm, and Keycloak leaves it out then. */
    private static OAuth2TokenValidatorResult isNotOfTheSharedClient(Jwt token) {
        return roles(token.getClaim("realm_access")).contains(SHARED)
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "the role " + SHARED + " is no longer valid", null))
                : OAuth2TokenValidatorResult.success();
    }

    /**
     * Keycloak's {@code realm_access.roles} as authorities {@code ROLE_…}, and the roles at this service, {@code resource_access.<its name>.roles},
     * which are what other services may call here, as {@code ROLE_<its name>.…}.
     */
    private static JwtAuthenticationConverter rolesOfTheToken(String own) {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(token -> Stream.concat(
                        roles(token.getClaim("realm_access")).stream(),
                        roles(rolesAt(own, token)).stream().map(role -> own + "." + role))
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList());
        return converter;
    }

    private static Object rolesAt(String service, Jwt token) {
        return token.getClaim("resource_access") instanceof Map<?, ?> access ? access.get(service) : null;
    }

    private static List<String> roles(Object claim) {
        return claim instanceof Map<?, ?> access && access.get("roles") instanceof Collection<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }
}
