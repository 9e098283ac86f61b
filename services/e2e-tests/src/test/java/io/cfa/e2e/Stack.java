package io.cfa.e2e;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import io.cfa.bank.BankNominal;
import io.cfa.compliance.Compliance;
import io.cfa.contract.FreePort;
import io.cfa.contract.Realm;
import io.cfa.e2e.clock.ClockReplacement;
import io.cfa.identity.Identity;
import io.cfa.issuance.Issuance;
import io.cfa.registry.Registry;
import io.cfa.settlement.Settlement;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The six services that a trade needs, as processes of this machine, on a real PostgreSQL with a database for each, a server of S3, tokens of a realm that is
 * only keys, and a clock that a test sets. Their logs are in {@code target/stack}.
 */
final class Stack extends Platform {

    private static final Map<String, Class<?>> SERVICES = Map.of(
            "bank-nominal", BankNominal.class,
            "compliance", Compliance.class,
            "identity", Identity.class,
            "issuance", Issuance.class,
            "registry", Registry.class,
            "settlement", Settlement.class);

    /** The images as deploy/bench/start unpacks them, of the same commit: with it the services start with the processed beans of these, on JDK 25. */
    private static final String IMAGES = System.getProperty("cfa.e2e.images");

    private static final class Started {
        private static final Stack STACK = new Stack();
    }

    private final Map<String, ServiceProcess> services = new TreeMap<>();
    private final TestClock clock;

    private Stack() {
        Path logs = newDirectory("target/stack");
        clock = new TestClock(logs.resolve("clock"));
        ServiceProcess s3 = S3.server(logs);
        Map<String, Integer> ports = new TreeMap<>();
        SERVICES.keySet().forEach(name -> ports.put(name, FreePort.next()));
        SERVICES.forEach((name, main) -> services.put(
                name,
                new ServiceProcess(
                        command(name, ports),
                        variables(s3),
                        ports.get(name),
                        "/health/ready",
                        logs.resolve(name + ".log"))));
        List<ServiceProcess> all = new ArrayList<>(services.values());
        all.add(s3);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> all.forEach(ServiceProcess::end)));
        all.forEach(ServiceProcess::start);
        all.forEach(Stack::awaitReady);
    }

    /** One for all tests of the module, started by the first that asks, gone with the process. */
    static Stack shared() {
        return Started.STACK;
    }

    static void awaitReady(ServiceProcess process) {
        await().atMost(ofMinutes(5)).pollInterval(ofMillis(200)).until(process::isReady);
    }

    ServiceProcess service(String name) {
        return services.get(name);
    }

    @Override
    URI address(String service) {
        return service(service).address();
    }

    @Override
    Instant now() {
        return clock.now();
    }

    @Override
    void pass(Duration time) {
        clock.set(clock.now().plus(time));
    }

    /** The time of all services, for all tests: it goes forward only, but for whoever says that it does not. */
    TestClock clock() {
        return clock;
    }

    @Override
    Login logIn(String name, String role) {
        String subject = UUID.randomUUID().toString();
        // nobody logs in again where a machine is so busy that a test takes minutes
        Instant expiry = Instant.now().plus(Duration.ofHours(1));
        return new Login(name, subject, Realm.OURS.token(subject, expiry, role.split(",")));
    }

    private List<String> command(String service, Map<String, Integer> ports) {
        Class<?> main = SERVICES.get(service);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(System.getProperty("cfa.jvmFlags").trim().split("\\s+")));
        command.add("-D" + ClockReplacement.FILE + "=" + clock.file());
        String classPath = ClassPath.of(main, SERVICES.values(), ClockReplacement.class);
        if (IMAGES == null) {
            command.addAll(List.of("-cp", classPath));
        } else {
            Path beans = Path.of(IMAGES, service, "app", "spring-aot.jar");
            command.addAll(List.of("-Dspring.aot.enabled=true", "-cp", classPath + File.pathSeparator + beans));
        }
        command.add(main.getName());
        command.add("--server.port=" + ports.get(service));
        command.add("--server.address=127.0.0.1");
        ports.forEach((name, at) -> command.add("--cfa.peers." + name + "=http://127.0.0.1:" + at));
        // what a killed process had is taken up soon, even before it has answered: which the test wants to see
        command.add("--cfa.settlement.lease=3s");
        // as often as it can be, beside all that is killed: what belongs to a trade that goes on is left alone
        command.add("--cfa.settlement.claims-asked-about-after=6s");
        command.add("--cfa.bank.days-looked-at-every=1s");
        command.add("--cfa.issuance.deadlines-looked-at-every=1s");
        return command;
    }

    private Map<String, String> variables(ServiceProcess s3) {
        Map<String, String> variables = new HashMap<>();
        variables.put("Database__Url", clock.database());
        variables.put("Database__User", "postgres");
        variables.put("Keycloak__Issuer", Realm.OURS.issuer());
        variables.put("Keycloak__JwksUri", Realm.OURS.keys());
        variables.put("Keycloak__TokenUri", Realm.OURS.tokens());
        variables.put("client_secret", Realm.SECRET);
        variables.put("Minio__Endpoint", s3.address().toString());
        variables.put("Minio__AccessKey", S3.ACCESS_KEY);
        variables.put("chain_signing_key", "a secret of the tests");
        variables.put("minio_secret_key", S3.SECRET_KEY);
        return variables;
    }

    static Path newDirectory(String path) {
        try {
            return Files.createDirectories(Path.of(path).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
