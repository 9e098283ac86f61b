package io.cfa.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The one way in for clients. */
@SpringBootApplication
@EnableConfigurationProperties({Routes.class, GatewayLimits.class})
public class ApiGateway {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(ApiGateway.class, args);
    }
}
