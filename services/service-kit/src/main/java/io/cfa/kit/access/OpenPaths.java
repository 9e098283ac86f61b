package io.cfa.kit.access;

import java.util.List;
import java.util.stream.Stream;

/** What needs no token and no database. */
public final class OpenPaths {

    /** The pages and the health of a service, for everybody. */
    public static final List<String> PAGES = List.of(
            "/swagger", "/swagger-ui/**", "/favicon.ico", "/openapi", "/health", "/health/live", "/health/ready");

    /** For inside the network only. */
    public static final String METRICS = "/metrics";

    private OpenPaths() {}

    /** All of them, as patterns. */
    public static String[] all() {
        return Stream.concat(PAGES.stream(), Stream.of(METRICS)).toArray(String[]::new);
    }
}
