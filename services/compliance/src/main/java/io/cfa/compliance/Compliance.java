package io.cfa.compliance;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Knows who may take part, and for how much. */
@SpringBootApplication
public class Compliance {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(Compliance.class, args);
    }
}
