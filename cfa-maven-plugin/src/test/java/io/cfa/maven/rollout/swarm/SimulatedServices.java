package io.cfa.maven.rollout.swarm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a real swarm of one service answered, made into that of several on several nodes: those of the last deploy are at the moment that was asked for, the
 * others are as the last deploy that had them left them, with their labels.
 */
final class SimulatedServices implements UnaryOperator<String> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PINNED = SimulatedManager.IMAGE + "@sha256:[0-9a-f]{64}";

    /** How the answer of a swarm without services begins. */
    private static final String NOTHING = "[]";

    private final SimulatedManager manager;
    private final List<String> names;
    private final int nodes;
    private final List<JsonNode> documents = new ArrayList<>();

    SimulatedServices(SimulatedManager manager, List<String> names, int nodes) {
        this.manager = manager;
        this.names = names;
        this.nodes = nodes;
    }

    @Override
    public String apply(String moment) {
        if (moment.startsWith(NOTHING)) {
            return moment;
        }
        try {
            read();
            ArrayNode services = JSON.createArrayNode();
            ArrayNode tasks = JSON.createArrayNode();
            for (int number = 0; number < names.size(); number++) {
                String name = names.get(number);
                int last = last(name);
                JsonNode said = last < 0 ? JSON.createObjectNode() : service(name, last);
                String image = said.path("image")
                        .asText("@" + SimulatedManager.OLD)
                        .replaceFirst(".*@", SimulatedManager.IMAGE + "@");
                String its = last == documents.size() - 1
                        ? moment
                        : SimulatedManager.recorded("same " + SimulatedManager.OLD);
                add(number, its.replaceAll(PINNED, image), services, tasks);
                ((ObjectNode) services.get(number).at("/Spec/Labels"))
                        .setAll(
                                said.at("/deploy/labels").isObject()
                                        ? (ObjectNode) said.at("/deploy/labels")
                                        : JSON.createObjectNode());
            }
            return services + "\n" + tasks + "\n" + manyNodes(moment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() throws IOException {
        for (String document :
                manager.deployed().subList(documents.size(), manager.deployed().size())) {
            documents.add(JSON.readTree(document.substring(document.indexOf('{'))));
        }
    }

    private int last(String name) {
        int at = documents.size() - 1;
        while (at >= 0 && !service(name, at).isObject()) {
            at--;
        }
        return at;
    }

    private JsonNode service(String name, int document) {
        return documents.get(document).path("services").path(name);
    }

    private void add(int number, String state, ArrayNode services, ArrayNode tasks) throws IOException {
        try (JsonParser parser = JSON.createParser(state)) {
            ObjectNode service = copy(((JsonNode) JSON.readTree(parser)).get(0), names.get(number));
            service.put("ID", "service" + number);
            ((ObjectNode) service.path("Spec")).put("Name", "cfa_" + names.get(number));
            services.add(service);
            ArrayNode its = JSON.readTree(parser);
            for (int at = 0; at < its.size(); at++) {
                ObjectNode task = copy(its.get(at), names.get(number));
                tasks.add(task.put("ID", "taskwith" + number + "of" + at)
                        .put("ServiceID", "service" + number)
                        .put("NodeID", "node" + (number + at) % nodes));
            }
        }
    }

    private static ObjectNode copy(JsonNode of, String name) throws IOException {
        return (ObjectNode) JSON.readTree(
                of.toString().replace(SimulatedManager.IMAGE, SimulatedManager.IMAGE.replace("web", name)));
    }

    private ArrayNode manyNodes(String moment) throws IOException {
        ArrayNode many = JSON.createArrayNode();
        try (JsonParser parser = JSON.createParser(moment)) {
            JSON.readTree(parser);
            JSON.readTree(parser);
            JsonNode node = ((JsonNode) JSON.readTree(parser)).get(0);
            for (int number = 0; number < nodes; number++) {
                ObjectNode copy = node.deepCopy();
                copy.put("ID", "node" + number);
                ((ObjectNode) copy.path("Description")).put("Hostname", "cfa2-" + number);
                many.add(copy);
            }
        }
        return many;
    }
}
