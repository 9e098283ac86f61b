package io.cfa.registry;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Knows who holds how much of which asset. */
@SpringBootApplication
public class Registry {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(Registry.class, args);
    }
}
