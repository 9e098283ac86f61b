package io.cfa.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service of the kit that can be started again and again on one port; it counts the orders that it was given over all of its lives. */
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
@RestController
public class Shop {

    private static final Map<String, AtomicInteger> ORDERS = new ConcurrentHashMap<>();

    /** Opens a shop, which closes as a service does that is told to stop. */
    public static ConfigurableApplicationContext open(int port, String... settings) {
        Stream<String> own = Stream.of(
                "--server.port=" + port,
                "--spring.config.name=shop",
                "--spring.config.import=classpath:cfa-kit.yml",
                "--spring.application.name=shop");
        return SpringApplication.run(
                Shop.class, Stream.concat(own, Stream.of(settings)).toArray(String[]::new));
    }

    /** How often each order came. */
    public static Map<String, AtomicInteger> orders() {
        return ORDERS;
    }

    @RequestMapping("/orders/{id}")
    int order(@PathVariable String id) {
        return ORDERS.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
    }
}
