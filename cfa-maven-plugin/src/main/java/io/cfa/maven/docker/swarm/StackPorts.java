package io.cfa.maven.docker.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.common.net.InetAddresses;
import io.cfa.maven.model.compose.StackExtensions.Placement;

/** Writes published ports: at the node itself, as the mesh of a swarm needs IP_VS in the kernel and hides who calls. */
final class StackPorts {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String service;
    private final Placement placement;
    private final StackFindings findings;

    StackPorts(String service, Placement placement, StackFindings findings) {
        this.service = service;
        this.placement = placement;
        this.findings = findings;
    }

    ArrayNode of(JsonNode ports) {
        ArrayNode stack = JSON.createArrayNode();
        for (JsonNode port : ports) {
            String address = port.path("host_ip").asText("");
            String published = port.path("published").asText("");
            String shown = (address.isEmpty() ? "" : address + ":") + published + ":"
                    + port.path("target").asText();
            if (!address.isEmpty() && isLoopback(address)) {
                findings.note(service + ": port " + shown + " is not published: a stack would open it to the world;"
                        + " ask by a container on the stack's network");
            } else if (!address.isEmpty() && !isAny(address)) {
                findings.lost(
                        service,
                        "port " + shown + ", whose address a stack refuses",
                        "publish it on 127.0.0.1, where a stack leaves it out, or on all addresses");
            } else if (!published.matches("[1-9][0-9]{0,4}")) {
                findings.lost(
                        service,
                        "port " + shown + ", of which the engine would choose the node's",
                        "publish one port by its number");
            } else if (!placement.eachNode() && placement.pin().isEmpty()) {
                findings.lost(
                        service,
                        "port " + shown + ", which would be at whichever node its task runs on",
                        "say with x-cfa: {nodes: each} that it enters at each node, or pin the service to one with"
                                + " x-cfa: {pin: NAME}");
            } else {
                stack.addObject()
                        .put("target", port.path("target").asInt())
                        .put("published", Integer.parseInt(published))
                        .put("protocol", port.path("protocol").asText("tcp"))
                        .put("mode", "host");
            }
        }
        return stack;
    }

    private static boolean isAny(String address) {
        return address.equals("0.0.0.0") || address.equals("::");
    }

    private static boolean isLoopback(String address) {
        return InetAddresses.isInetAddress(address)
                && InetAddresses.forString(address).isLoopbackAddress();
    }
}
