package io.cfa.maven.verify.http;

import io.cfa.maven.model.PublishedPort;
import io.cfa.maven.model.Service;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** One endpoint of one service at one of its published ports. */
public record EndpointCheck(Service service, PublishedPort port, Endpoint endpoint) {

    private static final String KEYCLOAK = "keycloak";
    private static final List<Endpoint> OURS = List.of(Endpoint.SWAGGER, Endpoint.OPENAPI, Endpoint.HEALTH);
    private static final List<Endpoint> READINESS = List.of(Endpoint.HEALTH, Endpoint.REALM);

    /** All that is asked of some services: three endpoints of each of ours, and the realm of Keycloak. */
    public static List<EndpointCheck> of(List<Service> services) {
        return services.stream()
                .flatMap(service -> service.reachableAt().stream().flatMap(port -> endpoints(service)
                        .map(endpoint -> new EndpointCheck(service, port, endpoint))))
                .toList();
    }

    /** What tells earliest that a service is ready, asked from outside; nothing of a service that cannot be asked. */
    public static List<EndpointCheck> ofReadiness(List<Service> services) {
        return of(services).stream()
                .filter(question -> question.port().reachableFromOutside())
                .filter(question -> READINESS.contains(question.endpoint()))
                .toList();
    }

    private static Stream<Endpoint> endpoints(Service service) {
        if (service.builtHere()) {
            return OURS.stream();
        }
        return service.name().equals(KEYCLOAK) ? Stream.of(Endpoint.REALM) : Stream.empty();
    }

    /** The page at an address, which may be a name or a literal. */
    public URI at(String address) {
        String literal = address.contains(":") ? "[" + address + "]" : address;
        String scheme = service.ingress().tls() && service.ingress().ports().contains(port) ? "https" : "http";
        return URI.create(scheme + "://" + literal + ":" + port.hostPort() + endpoint.path());
    }
}
