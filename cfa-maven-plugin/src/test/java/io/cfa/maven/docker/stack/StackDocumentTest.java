package io.cfa.maven.docker.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.compose.StackExtensions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackDocumentTest {

    private static final Path BUNDLE = Path.of("../deploy/docker-compose-at-vps/cfa2");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Digest CONTENT = Digest.of("sha256:" + "ab".repeat(32));

    /** What the real compose file becomes, in whole. */
    @Test
    void theProjectsOwnFileBecomesAStackInWhichNothingIsLost() throws IOException {
        String config = Files.readString(Path.of("src/test/resources/swarm/compose-config.json"));
        StackDocument stack = StackDocument.of(config, inputs(config));

        assertThat(stack.lost()).isEmpty();
        Path expected = Path.of("src/test/resources/swarm/stack.json");
        if (Boolean.getBoolean("update.stack")) {
            Files.writeString(expected, String.join("\n", stack.lines()) + "\n");
        }
        assertThat(stack.lines()).isEqualTo(Files.readAllLines(expected));
        assertThat(stack.notes())
                .contains(
                        "postgres: port 127.0.0.1:58093:5432 is not published: a stack would open it to the world;"
                                + " ask by a container on the stack's network",
                        "no-new-privileges is each node's own setting: \"no-new-privileges\": true in its daemon.json");
    }

    @Test
    void whatEachNodeNeedsOfTheBundleIsMountedFromTheManagersDisk() throws IOException {
        String config = Files.readString(Path.of("src/test/resources/swarm/compose-config.json"));
        assertThat(StackDocument.mountedPaths(config, "/srv/cfa"))
                .containsExactly(
                        "/srv/cfa/keycloak/realm-cfa.json",
                        "/srv/cfa/keycloak/service-clients.sh",
                        "/srv/cfa/postgres/init");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"privileged\": true} | privileged, which a stack refuses, passes over or drops",
                "{\"devices\": [\"/dev/kvm\"]} | devices, which a stack refuses, passes over or drops",
                "{\"network_mode\": \"host\"} | network_mode, which a stack refuses, passes over or drops",
                "{\"memswap_limit\": \"1g\"} | memswap_limit, which a stack refuses, passes over or drops",
                "{\"a_key_of_tomorrow\": 1} | a_key_of_tomorrow, which a stack refuses, passes over or drops",
                "{\"security_opt\": [\"seccomp=unconfined\"]} | security_opt seccomp=unconfined, which a stack passes over",
                "{\"tmpfs\": [\"/tmp:uid=1000\"]} | the option uid=1000 of tmpfs /tmp, which a stack has no word for",
                "{\"tmpfs\": \"/tmp:mode=700\"} | mode 700 of tmpfs /tmp, which a stack drops",
                "{\"tmpfs\": [\"/tmp:size=10%\"]} | size=10% of tmpfs /tmp",
                "{\"environment\": {\"HOME\": null}} | the variable HOME without a value, which a stack takes from this machine",
                "{\"networks\": {\"default\": {\"ipv4_address\": \"10.0.0.7\"}}} | ipv4_address on the network default, which tasks do not have",
                "{\"volumes\": [{\"type\": \"bind\", \"source\": \"/opt/data\", \"target\": \"/d\"}]} | mounts /opt/data, which no file of the bundle on the manager is: a stack would mount each node's own",
                "{\"volumes\": [{\"type\": \"bind\", \"source\": \"/srv/a/f\", \"target\": \"/f\"}]} | /srv/a/f at /f may be written, and what a swarm brings to its nodes cannot",
                "{\"volumes\": [{\"type\": \"volume\", \"source\": \"data\", \"target\": \"/d\"}]} | the volume data: without its data where the task is placed on another node",
                "{\"volumes\": [{\"type\": \"npipe\", \"source\": \"x\", \"target\": \"/d\"}]} | a mount of type npipe at /d",
                "{\"ports\": [{\"target\": 80, \"published\": \"80\"}]} | port 80:80, which would be at whichever node its task runs on",
                "{\"ports\": [{\"target\": 80}]} | port :80, of which the engine would choose the node's",
                "{\"ports\": [{\"target\": 80, \"published\": \"80-90\"}]} | port 80-90:80, of which the engine would choose the node's",
                "{\"ports\": [{\"target\": 80, \"published\": \"80\", \"host_ip\": \"10.1.2.3\"}]} | port 10.1.2.3:80:80, whose address a stack refuses",
                "{\"deploy\": {\"mode\": \"global\"}} | deploy.mode global, which x-cfa does not know of",
            })
    void whatAStackHasNoWayForIsRefused(String service, String what) {
        StackDocument stack = of(service, "");
        assertThat(stack.lost()).extracting(LostConstruct::what).containsExactly(what);
        assertThat(stack.lost()).allSatisfy(lost -> {
            assertThat(lost.subject()).isEqualTo("web");
            assertThat(lost.next()).isNotBlank();
        });
    }

    @Test
    void aSecretWithoutAVersionAndAConfigThatIsNoFileAreRefused() {
        StackDocument stack = StackDocument.of(
                """
                {"name": "a", "services": {"web": {"image": "x"}}, "models": {},
                 "networks": {"default": {"driver": "macvlan"}},
                 "secrets": {"token": {"file": "/srv/a/secrets/token"}, "other": {"environment": "X"}},
                 "configs": {"c": {"content": "x"}}}
                """,
                inputs(extensions("")));
        assertThat(stack.lost())
                .extracting(LostConstruct::toString)
                .containsExactlyInAnyOrder(
                        "networks.default: the driver macvlan, which does not go over several nodes. Next: remove the driver",
                        "secrets.token: the swarm has no version of it, and this manager no file. Next: make it with cfa:sync at the"
                                + " manager that has the directory of secrets",
                        "secrets.other: it is no file, and a stack refuses what is none. Next: write file: ./secrets/other",
                        "configs.c: it is no file, and a stack refuses what is none. Next: write the content into a file of the"
                                + " bundle, and its path here",
                        "models: a stack does not know the top-level models. Next: remove it, or stay on one host with"
                                + " CFA_ENGINE=compose");
    }

    @Test
    void aServiceWithAPortIsStoppedBeforeItsSuccessorStartsAndAnotherIsNot() {
        assertThat(of("{\"ports\": [{\"target\": 80, \"published\": \"80\"}]}", "nodes: each")
                        .json()
                        .at("/services/web/deploy/update_config/order")
                        .asText())
                .isEqualTo("stop-first");
        assertThat(of("{}", "replicas: 2")
                        .json()
                        .at("/services/web/deploy/update_config/order")
                        .asText())
                .isEqualTo("start-first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no | {\"condition\":\"none\"}",
                "always | {\"condition\":\"any\",\"delay\":\"2s\"}",
                "on-failure:3 | {\"condition\":\"on-failure\",\"delay\":\"2s\",\"max_attempts\":3}",
            })
    void aRestartPolicyKeepsItsMeaning(String restart, String policy) {
        assertThat(of("{\"restart\": \"" + restart + "\"}", "")
                        .json()
                        .at("/services/web/deploy/restart_policy")
                        .toString())
                .isEqualTo(policy);
    }

    @Test
    void tooLargeAFileIsRefused() {
        StackInputs inputs = new StackInputs(
                extensions(""),
                Map.of(),
                Map.of(),
                List.of(new MountedFile("/srv/a/f", CONTENT, 600_000, false)),
                Map.of());
        StackDocument stack = StackDocument.of(
                "{\"name\": \"a\", \"services\": {\"web\": {\"volumes\": [{\"type\": \"bind\", \"source\": \"/srv/a/f\","
                        + " \"target\": \"/f\", \"read_only\": true}]}}}",
                inputs);
        assertThat(stack.lost())
                .extracting(LostConstruct::what)
                .containsExactly("600000 bytes, and a swarm's config has at most 512000");
    }

    private static StackDocument of(String service, String words) {
        return StackDocument.of(
                "{\"name\": \"a\", \"services\": {\"web\": " + service + "}}", inputs(extensions(words)));
    }

    private static StackInputs inputs(StackExtensions extensions) {
        return new StackInputs(
                extensions, Map.of(), Map.of(), List.of(new MountedFile("/srv/a/f", CONTENT, 3, false)), Map.of());
    }

    private static StackExtensions extensions(String words) {
        return StackExtensions.of(ComposeFile.parse(
                Path.of("docker-compose.yml"), "services:\n  web:\n    image: x\n    x-cfa: {" + words + "}\n"));
    }

    private static StackInputs inputs(String config) throws IOException {
        JsonNode compose = JSON.readTree(config);
        Map<String, String> secrets = new TreeMap<>();
        compose.path("secrets").fieldNames().forEachRemaining(name -> secrets.put(name, "cfa_" + name + ".v1"));
        Map<String, String> images = new LinkedHashMap<>();
        compose.path("services")
                .fields()
                .forEachRemaining(service -> images.put(
                        service.getKey(),
                        service.getValue().path("image").asText().replaceFirst(":[^:/]*$", "") + "@sha256:"
                                + "0a".repeat(32)));
        return new StackInputs(
                StackExtensions.of(ComposeFile.read(BUNDLE.resolve("docker-compose.yml"))),
                images,
                secrets,
                List.of(
                        new MountedFile("/srv/cfa/keycloak/realm-cfa.json", CONTENT, 9000, false),
                        new MountedFile("/srv/cfa/keycloak/service-clients.sh", CONTENT, 800, true),
                        new MountedFile("/srv/cfa/postgres/init/databases.sh", CONTENT, 700, true)),
                Map.of("io.cfa.revision", "1a2b3c4d"));
    }
}
