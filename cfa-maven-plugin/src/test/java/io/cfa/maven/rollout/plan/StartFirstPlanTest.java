package io.cfa.maven.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.docker.ContainerJson;
import io.cfa.maven.host.state.HostQuestions.Aspect;
import io.cfa.maven.host.state.ObservedState;
import io.cfa.maven.model.Digest;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.compose.ComposeFile;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.remote.Result;
import io.cfa.maven.rollout.Releases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which services are replaced by a new container that starts beside the old one, how many at a time, and by which commands. */
class StartFirstPlanTest {

    private static final String R = "127.0.0.1:58095/cfa/";
    private static final List<String> SIX =
            List.of("identity", "issuance", "registry", "settlement", "compliance", "bank-nominal");
    private static final List<String> SEVEN =
            Stream.concat(SIX.stream(), Stream.of("api-gateway")).toList();

    /** What runs of each, and what shall. */
    private final Map<String, Digest> runs = new LinkedHashMap<>();

    private final Map<String, Digest> wanted = new LinkedHashMap<>();
    private final List<ContainerJson> more = new ArrayList<>();
    private String compose = compose(SEVEN);
    private int processors = 2;
    private long freeMegabytes = 2_000;

    StartFirstPlanTest() {
        SEVEN.forEach(service -> {
            runs.put(service, digest(service, 'a'));
            wanted.put(service, digest(service, 'a'));
        });
    }

    @Test
    void aServiceIsStartedBesideTheOldOneWhichIsStoppedWhenTheNewOneIsReady() {
        changes("identity");
        Plan plan = plan();
        assertThat(titles(plan))
                .containsExactly(
                        "start the new identity beside the old",
                        "wait until the new identity is ready",
                        "stop the old identity");
        String of =
                "of() { docker ps --all --no-trunc --filter \"label=com.docker.compose.project=$project\" --filter \"label=com.docker.compose.service=$1\""
                        + " --filter label=com.docker.compose.oneoff=False --format '\\''{{.Label \"com.docker.compose.container-number\"}} {{.ID}} {{.Names}}'\\'' | sort -n; };"
                        + " count() { of \"$1\" | wc -l; }; new() { of \"$1\" | tail -n 1 | cut -d '\\'' '\\'' -f 2; };";
        String toItsEnd =
                "sh -c 'trap '\\'''\\'' HUP PIPE; said=$(\"$@\" 2>&1); status=$?; printf '\\''%s\\n'\\'' \"$said\" >&2;"
                        + " exit $status' sh ";
        assertThat(lines(plan).get(0))
                .startsWith(
                        "cd /srv/cfa && COMPOSE_PROJECT_NAME=cfa COMPOSE_FILE=docker-compose.yml TAG=dev timeout --kill-after=10 900 flock /srv/cfa/.cfa/busy "
                                + toItsEnd + "sh -c 'project=$1 number=$2; shift 2; services=;")
                .contains(of)
                .endsWith(
                        "sh cfa 1 identity docker compose up --detach --pull never --no-recreate --scale identity=2 identity");
        assertThat(lines(plan).get(1))
                .startsWith(
                        "timeout --kill-after=10 420 flock /srv/cfa/.cfa/busy sh -c 'project=$1 end=$(($(date +%s) + $2)); shift 2; "
                                + of)
                .endsWith("' sh cfa 180 identity");
        assertThat(lines(plan).get(2))
                .startsWith("timeout --kill-after=10 900 flock /srv/cfa/.cfa/busy " + toItsEnd
                        + "sh -c 'project=$1; shift; " + of)
                .endsWith("' sh cfa identity");
    }

    @Test
    void asManyStartAtATimeAsThereAreProcessorsAndTheOldOnesStopWhileTheNextStart() {
        SEVEN.forEach(this::changes);
        assertThat(titles(plan()))
                .containsExactly(
                        "start the new identity, issuance beside the old",
                        "wait until the new identity, issuance are ready",
                        "start the new registry, settlement beside the old",
                        "stop the old identity, issuance",
                        "wait until the new registry, settlement are ready",
                        "start the new compliance, bank-nominal beside the old",
                        "stop the old registry, settlement",
                        "wait until the new compliance, bank-nominal are ready",
                        "start the new api-gateway beside the old",
                        "stop the old compliance, bank-nominal",
                        "wait until the new api-gateway is ready",
                        "stop the old api-gateway");
        processors = 4;
        freeMegabytes = 4_000;
        assertThat(titles(plan()))
                .startsWith(
                        "start the new identity, issuance, registry, settlement beside the old",
                        "wait until the new identity, issuance, registry, settlement are ready",
                        "start the new compliance, bank-nominal beside the old");
    }

    @Test
    void halfOfTheMemoryThatIsFreeIsTakenForThoseThatStartAsTheBatchBeforeThemMayStillBeThere() {
        SEVEN.forEach(this::changes);
        freeMegabytes = 768;
        assertThat(titles(plan()))
                .startsWith(
                        "start the new identity beside the old",
                        "wait until the new identity is ready",
                        "start the new issuance beside the old",
                        "stop the old identity",
                        "wait until the new issuance is ready");
        assertThat(plan().summary()).hasSize(7);
    }

    @Test
    void whereMemoryIsShortTheyAreReplacedInTurnAndThePlanSaysSo() {
        changes("identity");
        changes("registry");
        freeMegabytes = 767;
        Plan plan = plan();
        assertThat(titles(plan))
                .containsExactly(
                        "replace or start identity", "wait until identity is ready", "replace or start registry");
        assertThat(plan.summary())
                .endsWith("767 MB of memory are free, and twice 384 MB are wanted for a second one beside the old:"
                        + " identity, registry will be away while the new one starts");
        freeMegabytes = 0;
        assertThat(plan().summary())
                .endsWith("how much memory is free is not known: identity, registry will be away while the new one"
                        + " starts, as no second one is started beside the old");
    }

    @Test
    void whatCannotStandBesideItselfIsReplacedInTurnAfterTheOthers() {
        changes("identity");
        changes("registry");
        changes("api-gateway");
        for (String obstacle : List.of(
                "    ports: [\"58082:8080\"]\n",
                "    container_name: one\n",
                "    networks: {default: {ipv4_address: 172.20.0.9}}\n",
                "    volumes: [\"data:/data\"]\n",
                "    volumes: [{type: bind, source: ./x, target: /x}]\n")) {
            compose = compose(SEVEN).replaceFirst("  identity:\n", "  identity:\n" + obstacle);
            assertThat(titles(plan()))
                    .as(obstacle)
                    .containsExactly(
                            "start the new registry beside the old",
                            "wait until the new registry is ready",
                            "stop the old registry",
                            "replace or start identity",
                            "wait until identity is ready",
                            "start the new api-gateway beside the old",
                            "wait until the new api-gateway is ready",
                            "stop the old api-gateway");
        }
        for (String none : List.of(
                "    volumes: [\"./x:/x:ro\"]\n",
                "    volumes: [{type: bind, source: ./x, target: /x, read_only: true}]\n",
                "    tmpfs: [\"/tmp\"]\n")) {
            compose = compose(SEVEN).replaceFirst("  identity:\n", "  identity:\n" + none);
            assertThat(titles(plan())).as(none).startsWith("start the new identity, registry beside the old");
        }
        compose = compose(SEVEN).replaceFirst("    mem_limit: 384m\n", "");
        assertThat(titles(plan())).as("nobody knows what it takes").contains("replace or start identity");
        compose = compose(SEVEN).replaceFirst("    healthcheck: .*\n", "");
        assertThat(titles(plan())).as("nobody knows when it is ready").contains("replace or start identity");
    }

    @Test
    void ofTwoThatABrokenOffRolloutLeftTheReadyOneOfTheWantedImageIsKeptAndNothingElseIsDone() {
        wanted.put("identity", digest("identity", 'b'));
        besides("identity", 'b', "healthy");
        assertThat(titles(plan()))
                .containsExactly(
                        "stop and remove cfa-identity-1, as cfa-identity-2 is kept, and is called cfa-identity-1",
                        "replace or start identity");
        assertThat(lines(plan()).get(0)).endsWith(" sh identity-b cfa-identity-1 identity-a");
    }

    @Test
    void theOnlyOneThatIsReadyIsKeptThoughTheOtherHasTheWantedImage() {
        wanted.put("identity", digest("identity", 'b'));
        besides("identity", 'b', "starting");
        assertThat(titles(plan()))
                .containsExactly(
                        "stop and remove cfa-identity-2, as cfa-identity-1 is kept",
                        "start the new identity beside the old",
                        "wait until the new identity is ready",
                        "stop the old identity");
        assertThat(lines(plan()).get(0)).endsWith(" sh identity-a cfa-identity-1 identity-b");
    }

    private void changes(String service) {
        wanted.put(service, digest(service, 'b'));
    }

    private void besides(String service, char release, String health) {
        more.add(ContainerJson.of(service)
                .id(service + "-" + release)
                .name("cfa-" + service + "-2")
                .health(health, ""));
    }

    private static Digest digest(String service, char release) {
        return Digest.of("sha256:" + String.valueOf(release).repeat(63) + SEVEN.indexOf(service));
    }

    private static String compose(List<String> services) {
        return services.stream()
                .map(service -> "  " + service + ":\n    image: ${REGISTRY_IMAGE}/" + service
                        + ":${TAG}\n    mem_limit: 384m\n    healthcheck: {test: [CMD, \"true\"]}\n"
                        + (service.equals("api-gateway") ? "    x-cfa: {replace: last}\n" : ""))
                .collect(Collectors.joining("", "name: cfa\nservices:\n", ""));
    }

    private Plan plan() {
        ComposeFile file = ComposeFile.parse(Path.of("docker-compose.yml"), compose);
        Stack stack = Stack.of(
                file,
                EnvFile.parse(Path.of(".env.cfa2"), List.of("REGISTRY_IMAGE=" + R.replaceFirst("/$", ""), "TAG=dev")),
                Map.of());
        RolloutRequest request = new RolloutRequest(
                "1a2b3c4d",
                stack,
                file,
                new ComposeProject(
                        "/srv/cfa",
                        Map.of("TAG", "dev"),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(3)),
                wanted,
                Optional.empty());
        Map<Aspect, Result> answers = Map.of(
                Aspect.CONTAINERS,
                answer(containers()),
                Aspect.LOG,
                answer(""),
                Aspect.IMAGES,
                answer(images()),
                Aspect.HASHES,
                answer(SEVEN.stream().map(service -> service + " h-" + service).collect(Collectors.joining("\n"))),
                Aspect.ROOM,
                answer(processors + "\nMemTotal: 1 kB\nMemAvailable:  " + freeMegabytes * 1024 + " kB\n"));
        return new RolloutPlanner(
                        request, new ObservedState("h", request.expectedHost().questions(), answers))
                .plan();
    }

    private String containers() {
        Stream<String> those =
                SEVEN.stream().map(service -> image(ContainerJson.of(service).id(service + "-a"), service, 'a'));
        Stream<String> others = more.stream().map(container -> {
            String json = container.toString();
            String service = json.replaceFirst("(?s).*\"com.docker.compose.service\": \"([a-z-]+)\".*", "$1");
            return image(container, service, 'b');
        });
        String manifests = SEVEN.stream()
                .flatMap(service -> Stream.of('a', 'b')
                        .map(release -> "{\"Id\": \"" + digest(service, release) + "\", \"RepoDigests\": [\"r@"
                                + digest(service, release) + "\"]}"))
                .collect(Collectors.joining(",", "[", "]\n"));
        return Stream.concat(those, others).collect(Collectors.joining(",", "[", "]\n")) + manifests;
    }

    private static String image(ContainerJson container, String service, char release) {
        return container
                .toString()
                .replace(
                        ContainerJson.imageId(service), digest(service, release).toString());
    }

    private String images() {
        return wanted.entrySet().stream()
                .flatMap(each -> Stream.of(
                                "dev", "cfa-" + each.getValue().shortForm().replaceFirst("sha256:", ""))
                        .map(tag -> R + each.getKey() + " " + tag + " " + each.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static Result answer(String output) {
        return new Result(0, output, "");
    }

    /** Of the steps that make containers. */
    private static List<String> titles(Plan plan) {
        return plan.steps().stream().map(Step::title).toList();
    }

    private static List<String> lines(Plan plan) {
        return Releases.lines(plan);
    }
}
