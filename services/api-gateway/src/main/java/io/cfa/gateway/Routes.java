package io.cfa.gateway;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where each service answers, by its name. */
@ConfigurationProperties("cfa")
record Routes(Map<String, URI> routes) {

    /** The path of the gateway that all paths of a service are under. */
    static String pathOf(String service) {
        return "/api/" + service;
    }
}
