package io.cfa.settlement;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Exchanges an asset for money, both or neither. */
@SpringBootApplication
public class Settlement {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(Settlement.class, args);
    }
}
