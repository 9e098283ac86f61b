package io.cfa.maven.docker;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what {@code docker inspect} of engine 20.10 prints of a container, as far as we read it. */
public final class ContainerJson {

    private final String service;
    private String id = "c0ffee";
    private String name;
    private String state = "running";
    private String health = "healthy";
    private String output = "";
    private String checks;
    private String check = "[\"NONE\"]";
    private int exitCode;
    private boolean outOfMemory;
    private int restarts;
    private String startedAt = "2026-11-24T00:00:00.123456789Z";
    private String hash = "h-";
    private boolean oneOff;
    private int port;
    private String address = "0.0.0.0";
    private String label = "";
    private String variables = "[]";
    private String arguments = "";
    private String networks = "{\"cfa_default\": {}}";

    private ContainerJson(String service) {
        this.service = service;
        this.name = "cfa-" + service + "-1";
    }

    /** A container of a service, running and healthy. */
    public static ContainerJson of(String service) {
        return new ContainerJson(service);
    }

    /** With another ID. */
    public ContainerJson id(String value) {
        id = value;
        return this;
    }

    /** With another name. */
    public ContainerJson name(String value) {
        name = value;
        return this;
    }

    /** In another state. */
    public ContainerJson state(String value, int exit) {
        state = value;
        exitCode = exit;
        return this;
    }

    /** With another health, and what the last check printed; null where it has no health check. */
    public ContainerJson health(String value, String printed) {
        health = value;
        output = printed;
        return this;
    }

    /** Whose health checks ended so, each {@code exit status, time}, the oldest first. */
    public ContainerJson checked(String... results) {
        checks = Stream.of(results)
                .map(result -> result.split(", "))
                .map(words -> "{\"ExitCode\": " + words[0] + ", \"End\": \"" + words[1] + "\", \"Output\": \"\"}")
                .collect(Collectors.joining(", "));
        return this;
    }

    /** With a health check. */
    public ContainerJson healthCheck(String... words) {
        check = Stream.of(words).map(word -> '"' + word + '"').collect(Collectors.joining(", ", "[", "]"));
        return this;
    }

    /** Ended by the kernel for want of memory. */
    public ContainerJson outOfMemory() {
        outOfMemory = true;
        return this;
    }

    /** Restarted so often, last at a time. */
    public ContainerJson restarts(int count, String at) {
        restarts = count;
        startedAt = at;
        return this;
    }

    /** Made from a configuration with another hash. */
    public ContainerJson hash(String value) {
        hash = value;
        return this;
    }

    /** Made by {@code docker compose run}. */
    public ContainerJson oneOff() {
        oneOff = true;
        return this;
    }

    /** Its port 8080 published at a port of the host. */
    public ContainerJson port(int value) {
        port = value;
        return this;
    }

    /** Its port bound to an address of the host. */
    public ContainerJson boundTo(String value) {
        address = value;
        return this;
    }

    /** Made from an image that says which schema it needs. */
    public ContainerJson schema(String json) {
        label = ", \"io.cfa.schema\": \"" + json.replace("\"", "\\\"") + '"';
        return this;
    }

    /** Made from an image that has a class-data archive. */
    public ContainerJson classData() {
        label = ", \"io.cfa.class-data\": \"sha256:" + "a".repeat(64) + '"';
        return this;
    }

    /** Made from an image that has processed beans, and started with some words. */
    public ContainerJson springAot(String... words) {
        label = ", \"io.cfa.spring-aot\": \"sha256:" + "b".repeat(64) + '"';
        arguments = Stream.of(words).map(word -> '"' + word + '"').collect(Collectors.joining(", "));
        return this;
    }

    /** With one variable. */
    public ContainerJson variable(String value) {
        variables = "[\"" + value + "\"]";
        return this;
    }

    /** Cut off from the network that it was made for. */
    public ContainerJson cutOff() {
        networks = "{}";
        return this;
    }

    /** The local ID of the image of a service in these tests. */
    public static String imageId(String service) {
        return "sha256:" + String.format("%064x", Math.abs(service.hashCode()));
    }

    @Override
    public String toString() {
        String healthJson = health == null
                ? ""
                : """
                  , "Health": {"Status": "%s", "Log": [%s]}"""
                        .formatted(
                                health, checks == null ? "{\"ExitCode\": 0, \"Output\": \"" + output + "\"}" : checks);
        String bindings = port == 0
                ? "null"
                : """
                  [{"HostIp": "%s", "HostPort": "%d"}]""".formatted(address, port);
        return """
               {"Id": "%s", "Name": "/%s", "Image": "%s", "RestartCount": %d, "Args": [%s], "Created": "2026-11-23T23:59:40Z",
                "State": {"Status": "%s", "ExitCode": %d, "OOMKilled": %b, "StartedAt": "%s"%s},
                "HostConfig": {"NetworkMode": "cfa_default"},
                "NetworkSettings": {"Networks": %s, "Ports": {"8080/tcp": %s, "9000/tcp": null}},
                "Config": {"Image": "r/cfa/%s:dev", "Env": %s, "Healthcheck": {"Test": %s},
                           "Labels": {"com.docker.compose.service": "%s", "com.docker.compose.config-hash": "%s",
                                      "com.docker.compose.oneoff": "%s", "org.opencontainers.image.revision": "1a2b3c4d"%s}}}"""
                .formatted(
                        id,
                        name,
                        imageId(service),
                        restarts,
                        arguments,
                        state,
                        exitCode,
                        outOfMemory,
                        startedAt,
                        healthJson,
                        networks,
                        bindings,
                        service,
                        variables,
                        check,
                        service,
                        hash.equals("h-") ? hash + service : hash,
                        oneOff ? "True" : "False",
                        label);
    }
}
