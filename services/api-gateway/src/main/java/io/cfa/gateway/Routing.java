package io.cfa.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.stripPrefix;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.cloud.gateway.server.mvc.predicate.GatewayRequestPredicates.path;

import java.net.URI;
import java.net.http.HttpTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Passes {@code /api/<service>/**} on to its service, and says so where that does not answer. */
@Configuration(proxyBeanMethods = false)
class Routing {

    private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

    @Bean
    RouterFunction<ServerResponse> routesToTheSix(Routes routes) {
        return routes.routes().entrySet().stream()
                .map(entry -> to(entry.getKey(), entry.getValue()))
                .reduce(RouterFunction::and)
                .orElseThrow();
    }

    private static RouterFunction<ServerResponse> to(String service, URI address) {
        return route(service)
                .route(path(Routes.pathOf(service) + "/**"), http())
                .before(uri(address))
                .before(stripPrefix(2))
                .onError(ResourceAccessException.class, (failure, request) -> noAnswer(service, failure))
                .build();
    }

    private static ServerResponse noAnswer(String service, Throwable failure) {
        LOG.warn("{} does not answer: {}", service, failure.getMessage());
        boolean late = failure.getCause() instanceof HttpTimeoutException;
        HttpStatus status = late ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.SERVICE_UNAVAILABLE;
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status, "The service %s does not answer%s.".formatted(service, late ? " in time" : ""));
        return ServerResponse.status(status)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** The six speak HTTP/1.1, and would be asked to upgrade with every new connection. */
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> http11() {
        return builder ->
                builder.withHttpClientCustomizer(client -> client.version(java.net.http.HttpClient.Version.HTTP_1_1));
    }
}
