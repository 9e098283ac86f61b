package io.cfa.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one way in for clients. */
@SpringBootApplication
public class ApiGateway {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(ApiGateway.class, args);
    }
}
