package io.cfa.kit.edge;

import io.cfa.kit.access.OpenPaths;
import io.cfa.kit.edge.origin.ClientAddress;
import io.cfa.kit.edge.origin.EdgeAddress;
import io.cfa.kit.edge.origin.ForwardingFilter;
import io.cfa.kit.edge.origin.InsideNetworks;
import io.cfa.kit.edge.origin.OutsideFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The edge of every service. */
@AutoConfiguration
@EnableConfigurationProperties(EdgeLimits.class)
public class EdgeConfiguration {

    @Bean
    EdgeServer edgeServer(EdgeLimits limits) {
        return new EdgeServer(limits);
    }

    @Bean
    RequestBodyFilter requestBodyFilter(EdgeLimits limits, EdgeServer server) {
        return new RequestBodyFilter(new RequestBodies(limits, server.readers()));
    }

    /** Readiness is asked anew twice a second at most; the document says the same for as long as the service runs. */
    @Bean
    SharedAnswerFilter sharedAnswers() {
        return new SharedAnswerFilter(
                Map.of(
                        "/health", Duration.ofMillis(500),
                        "/health/ready", Duration.ofMillis(500),
                        "/openapi", Duration.ofMinutes(10)),
                System::nanoTime);
    }

    @Bean
    ClientAddress clientAddress(EdgeLimits limits) {
        return new ClientAddress(InsideNetworks.of(limits.inside()));
    }

    @Bean
    ForwardingFilter forwardingFilter(@Value("${cfa.edge.forwarding}") String edge) {
        return new ForwardingFilter(new EdgeAddress(edge));
    }

    @Bean
    OutsideFilter outsideFilter(EdgeLimits limits, @Value("${cfa.open-paths:}") String[] more) {
        return new OutsideFilter(
                InsideNetworks.of(limits.inside()),
                limits.open(),
                Stream.concat(OpenPaths.PAGES.stream(), List.of(more).stream()).toList());
    }
}
