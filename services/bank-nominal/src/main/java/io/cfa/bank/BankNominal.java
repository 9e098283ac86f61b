package io.cfa.bank;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Keeps the money that participants have given into the hands of the operator. */
@SpringBootApplication
public class BankNominal {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(BankNominal.class, args);
    }
}
