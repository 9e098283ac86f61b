package io.cfa.maven.docker.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A moment of a swarm with one service, as {@code docker inspect} prints it: for what nobody can bring about on a real one at will. */
public final class SwarmMoment {

    private final String image;
    private final List<String> tasks = new ArrayList<>();
    private final List<String> nodes = new ArrayList<>();
    private String update = "updating";
    private String mode = "{\"Replicated\": {\"Replicas\": 2}}";

    private SwarmMoment(String image) {
        this.image = image;
    }

    /** Of a service that shall run an image in two tasks, and is being updated to it. */
    public static SwarmMoment of(String image) {
        return new SwarmMoment(image);
    }

    public SwarmMoment update(String state) {
        update = state;
        return this;
    }

    public SwarmMoment onEachNode() {
        mode = "{\"Global\": {}}";
        return this;
    }

    /** A node: name, state, availability. */
    public SwarmMoment node(String name, String state, String availability) {
        nodes.add(
                "{\"ID\": \"%s\", \"Spec\": {\"Availability\": \"%s\"}, \"Status\": {\"State\": \"%s\"}, \"Description\": {\"Hostname\": \"%s\"}}"
                        .formatted(name, availability, state, name));
        return this;
    }

    /** A task of the image that the service shall run: its ID, its node or nothing, what it shall be, what it is. */
    public SwarmMoment task(String id, String node, String wanted, String state) {
        return taskOf(image, id, node, wanted, state);
    }

    /** The same of another image. */
    public SwarmMoment taskOf(String other, String id, String node, String wanted, String state) {
        tasks.add(
                """
                {"ID": "%s", "ServiceID": "web", "NodeID": "%s", "DesiredState": "%s", "Spec": {"ContainerSpec": {"Image": "%s"}},
                 "Status": {"State": "%s", "Timestamp": "2026-11-30T08:00:00Z"}}
                """
                        .formatted(id, node, wanted, other, state));
        return this;
    }

    /** As a manager prints it. */
    public String text() {
        String service =
                """
                [{"ID": "web", "Spec": {"Name": "cfa_web", "Mode": %s, "TaskTemplate": {"ContainerSpec": {"Image": "%s"}}},
                  "UpdateStatus": {"State": "%s", "Message": "update in progress"}}]
                """
                        .formatted(mode, image, update);
        return service
                + tasks.stream().collect(Collectors.joining(",", "[", "]\n"))
                + nodes.stream().collect(Collectors.joining(",", "[", "]\n"));
    }

    SwarmState state() {
        return SwarmState.parse(text(), "cfa");
    }
}
