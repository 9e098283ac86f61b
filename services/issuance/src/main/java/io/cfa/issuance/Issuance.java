package io.cfa.issuance;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Brings an issue of assets from its draft to its placement. */
@SpringBootApplication
public class Issuance {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(Issuance.class, args);
    }
}
