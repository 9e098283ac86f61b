package io.cfa.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.stripPrefix;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.cloud.gateway.server.mvc.predicate.GatewayRequestPredicates.path;

import io.cfa.kit.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Passes {@code /api/<service>/**} on to its service, and says so where that does not answer. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RouteConfiguration.class);

    @Bean
    RouterFunction<ServerResponse> routesToTheSix(
            Routes routes, BackendHttpClient wire, GatewayLimits limits, RateLimit rate) {
        Bulkhead.Shared shared = new Bulkhead.Shared(limits.shared(), limits.waiting());
        return routes.routes().entrySet().stream()
                .map(entry -> to(new Backend(entry.getKey(), entry.getValue(), wire, limits, shared), rate))
                .reduce(RouterFunction::and)
                .orElseThrow();
    }

    private static RouterFunction<ServerResponse> to(Backend backend, RateLimit rate) {
        return route(backend.name())
                .route(path(Routes.pathOf(backend.name()) + "/**"), http())
                .filter(rate)
                .before(uri(backend.address()))
                .before(stripPrefix(2))
                .before(request -> {
                    request.attributes().put(ReverseProxy.TO, backend);
                    return request;
                })
                .onError(DomainException.class, (failure, request) -> {
                    LOG.warn("{} {}: {}", request.method(), request.path(), failure.getMessage());
                    return ProblemResponses.because((DomainException) failure);
                })
                .build();
    }
}
