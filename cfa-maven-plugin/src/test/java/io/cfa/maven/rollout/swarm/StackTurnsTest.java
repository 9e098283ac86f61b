package io.cfa.maven.rollout.swarm;

import static io.cfa.maven.rollout.swarm.SimulatedManager.IMAGE;
import static io.cfa.maven.rollout.swarm.SimulatedManager.NEW;
import static io.cfa.maven.rollout.swarm.SimulatedManager.OLD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.plan.Plan;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.rollout.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Services that run are replaced one after the other, as on one host; the swarm of three services answers as a real one of one did. */
class StackTurnsTest {

    /** The gateway stands first in the file, and is replaced last; redis is not ours. */
    private static final List<String> NAMES = List.of("web-gate", "web-a", "web-b", "web-redis");

    private static final String COMPOSE =
            """
            name: cfa
            services:
              web-gate:
                image: ${REGISTRY_IMAGE}/web-gate:${TAG}
                x-cfa: {replace: last}
              web-a: {image: "${REGISTRY_IMAGE}/web-a:${TAG}"}
              web-b: {image: "${REGISTRY_IMAGE}/web-b:${TAG}"}
              web-redis: {image: "127.0.0.1:5000/cfa/web-redis@%s"}
            """
                    .formatted(OLD);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** So many deploys bring the first release. */
    private static final int FIRST = 4;

    private final StackRelease stack = new StackRelease(COMPOSE, Optional.empty());

    @Test
    void oursThatRunAreDeployedOneAfterTheOtherAndTheGatewayLastWithTheWhole() {
        SimulatedManager manager = running();
        for (int turn = 0; turn < 3; turn++) {
            manager.afterADeploy("updating " + NEW, "updated " + NEW);
        }

        Report report = rollout(manager, all(NEW));

        assertThat(report.hasPassed()).isTrue();
        assertThat(deployed(manager, FIRST)).containsExactly("web-a", "web-b", "web-gate web-a web-b web-redis");
        assertThat(stack.said())
                .filteredOn(line -> line.startsWith("1/1 deploy"))
                .map(line -> line.replaceFirst(":.*", ""))
                .containsExactly(
                        "1/1 deploy web-a of the stack cfa",
                        "1/1 deploy web-b of the stack cfa",
                        "1/1 deploy the stack cfa");
    }

    @Test
    void aSingleServiceThatChangesIsOneDeployOfTheWhole() {
        SimulatedManager manager = running().afterADeploy("updated " + NEW);

        rollout(manager, with("web-a", NEW));

        assertThat(deployed(manager, FIRST)).containsExactly("web-gate web-a web-b web-redis");
    }

    @Test
    void whatDoesNotRunYetComesInTurnTooBehindWhatItStandsOn() {
        SimulatedManager manager = running();

        assertThat(deployed(manager, 0))
                .containsExactly("web-redis", "web-a", "web-b", "web-gate web-a web-b web-redis");
    }

    @Test
    void whatDoesNotWaitForOthersComesFirstWhereItChanges() {
        SimulatedManager manager = running();
        manager.config(config().replace("\"web-redis\": {", "\"web-redis\": {\"command\": [\"x\"], "));

        List<Step> steps =
                new StackRollout(stack.context(manager)).plan(request(all(NEW))).steps();

        assertThat(steps)
                .extracting(Step::title)
                .containsExactly(
                        "bring 3 images of ours to the manager, for what they say of their schemas",
                        "deploy web-redis of the stack cfa",
                        "deploy web-a of the stack cfa",
                        "deploy web-b of the stack cfa",
                        "deploy the stack cfa");
        assertThat(steps)
                .filteredOn(step -> step.title().startsWith("deploy"))
                .extracting(step -> step.command().line().replaceFirst(".*exit [$]status' ", ""))
                .containsExactly("sh cfa", "sh cfa", "sh cfa", "sh --prune cfa");
    }

    @Test
    void whenOneDoesNotComeAllGoBackThoseOfEarlierTurnsToo() {
        SimulatedManager manager = running()
                .afterADeploy("updated " + NEW)
                .afterADeploy("updating " + NEW, "crashed " + NEW)
                .afterADeploy("updated " + OLD)
                .afterADeploy("updated " + OLD)
                .afterADeploy("updated " + OLD);

        assertThatThrownBy(() -> rollout(manager, all(NEW)))
                .hasMessageContaining("web-b: Swarm gave its update up (rollback_completed)")
                .hasMessageContaining("All services run 0000aaaa again, and it was verified.");

        assertThat(deployed(manager, FIRST))
                .containsExactly("web-a", "web-b", "web-a", "web-gate web-a web-b web-redis");
        assertThat(manager.deployed().get(FIRST + 3))
                .contains("web-a@" + OLD, "web-b@" + OLD, "web-gate@" + OLD)
                .doesNotContain(NEW);
    }

    @Test
    void thePlanNamesEachPartAndShowsTheWhole() {
        Plan plan = new StackRollout(stack.context(running())).plan(request(all(NEW)));

        assertThat(String.join("\n", plan.describe()))
                .contains(
                        "our services come in turn, each awaited before the next",
                        "2. deploy web-a of the stack cfa",
                        "4. deploy the stack cfa")
                .doesNotContain("deploy web-gate of");
    }

    @Test
    void aPartHasTheSameWordsOfItsServicesAsTheWhole() {
        SimulatedManager manager = running();
        for (int turn = 0; turn < 3; turn++) {
            manager.afterADeploy("updated " + NEW);
        }
        rollout(manager, all(NEW));

        JsonNode whole = read(manager.deployed().get(FIRST + 2));
        JsonNode part = read(manager.deployed().get(FIRST));
        assertThat(part.at("/services/web-a")).isEqualTo(whole.at("/services/web-a"));
        assertThat(part.path("networks")).isEqualTo(whole.path("networks"));
    }

    @Test
    void aStackWhoseEdgeAsksAnAuthorityIsRefusedBeforeAnythingChanges() {
        SimulatedManager manager = running();
        RolloutRequest acme = stack.request(
                "1111bbbb",
                all(NEW),
                COMPOSE.replace("{replace: last}", "{replace: last, edge: \"58081\"}"),
                "REGISTRY_IMAGE=127.0.0.1:5000/cfa\nTAG=dev\nCFA_TLS=acme");

        assertThatThrownBy(() -> new StackRollout(stack.context(manager)).plan(acme))
                .hasMessageContaining(
                        ".env.cfa2  CFA_TLS=acme, and this is a swarm: its edge is on each node, and the client that gets certificates on one;"
                                + " expected CFA_TLS=file. Next: write that, put key, certificate and chain into secrets/edge_certificate, and sync;"
                                + " renew it from outside");
    }

    /** All run a release, as this plugin deployed it. */
    private SimulatedManager running() {
        SimulatedManager manager =
                new SimulatedManager("").config(config()).compose(COMPOSE).afterADeploy("same " + OLD);
        manager.larger(new SimulatedServices(manager, NAMES, 3));
        rollout(manager, all(OLD));
        stack.said().clear();
        return manager;
    }

    private static Map<String, Digest> all(String digest) {
        Map<String, Digest> all = new TreeMap<>();
        NAMES.stream().filter(name -> !name.equals("web-redis")).forEach(name -> all.put(name, Digest.of(digest)));
        return all;
    }

    private static Map<String, Digest> with(String name, String digest) {
        Map<String, Digest> all = all(OLD);
        all.put(name, Digest.of(digest));
        return all;
    }

    private Report rollout(SimulatedManager manager, Map<String, Digest> images) {
        return stack.run(manager, request(images));
    }

    private RolloutRequest request(Map<String, Digest> images) {
        return stack.request(images.equals(all(OLD)) ? "0000aaaa" : "1111bbbb", images);
    }

    private static String config() {
        return NAMES.stream()
                .map(name -> "\"%s\": {\"image\": \"%s\", \"networks\": {\"default\": null}}"
                        .formatted(name, IMAGE.replace("web", name) + (name.equals("web-redis") ? "@" + OLD : ":dev")))
                .collect(Collectors.joining(
                        ",",
                        "{\"name\": \"cfa\", \"services\": {",
                        "}, \"networks\": {\"default\": {\"name\": \"cfa_default\", \"ipam\": {}}}}"));
    }

    private static List<String> deployed(SimulatedManager manager, int from) {
        return manager.deployed().stream()
                .skip(from)
                .map(document -> {
                    List<String> names = new ArrayList<>();
                    read(document).path("services").fieldNames().forEachRemaining(names::add);
                    return String.join(" ", names);
                })
                .toList();
    }

    private static JsonNode read(String document) {
        try {
            return JSON.readTree(document.substring(document.indexOf('{')));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
