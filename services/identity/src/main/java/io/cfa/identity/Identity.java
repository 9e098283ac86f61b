package io.cfa.identity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Knows who takes part in the trade of digital financial assets. */
@SpringBootApplication
public class Identity {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(Identity.class, args);
    }
}
