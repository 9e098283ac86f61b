package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A task of a service: one container that should run on one node, or did, as {@code docker inspect --type task} shows it.
 *
 * @param id        its ID
 * @param service   the ID of its service
 * @param node      the ID of its node; empty while it has none
 * @param wanted    the state that it shall have: running, or shutdown when it was replaced
 * @param status    the state that it has
 * @param container what its container is made of, as the engine prints it
 * @param addresses on the networks of the stack
 */
public record SwarmTask(
        String id,
        String service,
        String node,
        String wanted,
        Status status,
        JsonNode container,
        List<String> addresses) {

    /** Source: moby/swarmkit, {@code api/types.proto}, the states of a task before RUNNING. */
    private static final Set<String> ON_ITS_WAY =
            Set.of("new", "pending", "assigned", "accepted", "preparing", "ready", "starting");

    /**
     * How far it is.
     *
     * @param state     the swarm's word, from new to running, or how it ended
     * @param error     what went wrong; empty where nothing did
     * @param since     when it came to that
     * @param container the ID of its container on its node; empty before there is one
     */
    public record Status(String state, String error, Instant since, String container) {}

    /** Copies. */
    public SwarmTask {
        addresses = List.copyOf(addresses);
    }

    /** Whether it shall run and does; of a service with a health check that is: it is healthy. */
    public boolean isRunning() {
        return shallRun() && status.state().equals("running");
    }

    /** Whether it has not begun to run, and may still do. */
    public boolean isOnItsWay() {
        return ON_ITS_WAY.contains(status.state());
    }

    /** Whether it was not replaced. */
    public boolean shallRun() {
        return wanted.equals("running") || wanted.equals("ready");
    }

    /** The image that it runs, as {@code repository@sha256:…}. */
    public String image() {
        return container.path("Image").asText();
    }

    /** Whether it is made as its service is now. A task leaves out what is as the engine has it by itself. */
    boolean isAsWanted(SwarmService of) {
        return container.properties().stream()
                .allMatch(part -> part.getValue().equals(of.container().path(part.getKey())));
    }

    static SwarmTask of(JsonNode json) {
        List<String> addresses = new ArrayList<>();
        json.path("NetworksAttachments").forEach(network -> network.path("Addresses")
                .forEach(address -> addresses.add(address.asText().replaceFirst("/.*", ""))));
        JsonNode status = json.path("Status");
        return new SwarmTask(
                json.path("ID").asText(),
                json.path("ServiceID").asText(),
                json.path("NodeID").asText(""),
                json.path("DesiredState").asText(),
                new Status(
                        status.path("State").asText(),
                        status.path("Err").asText(""),
                        Instant.parse(status.path("Timestamp").asText()),
                        status.at("/ContainerStatus/ContainerID").asText("")),
                json.at("/Spec/ContainerSpec"),
                addresses);
    }
}
