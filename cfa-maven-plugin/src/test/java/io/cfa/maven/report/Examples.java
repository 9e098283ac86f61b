package io.cfa.maven.report;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Evidence as it looks after a rollout of seven services, one of which is broken and one of which could not be asked. */
public final class Examples {

    public static final String HOSTILE = "<script>alert(\"&'\")</script>";

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Instant BEGIN = Instant.parse("2026-11-24T08:00:00Z");

    private Examples() {}

    public static VerificationReport broken() {
        List<ProbeResult> results = new ArrayList<>();
        List<RunningService> running = new ArrayList<>();
        for (String service : List.of(
                "api-gateway", "identity", "issuance", "registry", "settlement", "compliance", "bank-nominal")) {
            boolean broken = service.equals("settlement");
            results.add(
                    broken
                            ? ProbeResult.failed(
                                    service,
                                    "compose",
                                    "restarting (exit 137, OOM-killed, 4 restarts in 20 s)",
                                    new Finding(
                                            service,
                                            "restarting (exit 137, OOM-killed, 4 restarts in 20 s)",
                                            "running and healthy",
                                            "raise mem_limit in docker-compose.yml:24 or see cfa:logs -Dcfa.services=settlement"))
                            : ProbeResult.passed(service, "compose", "healthy"));
            results.add(ProbeResult.passed(service, "stable", "20 s"));
            results.add(
                    service.equals("identity")
                            ? ProbeResult.unknown(
                                    service,
                                    "digest",
                                    "unknown",
                                    new Finding(
                                            "registry.example.com/cfa/identity:1a2b3c4d",
                                            "the registry could not be asked: 401",
                                            "the digest that it holds",
                                            "log in with `docker login registry.example.com`"))
                            : ProbeResult.passed(service, "digest", "1a2b3c4d 0123456789ab"));
            for (String path : List.of("/swagger", "/openapi", "/health")) {
                results.add(
                        broken
                                ? ProbeResult.failed(
                                        service,
                                        path,
                                        "refused",
                                        new Finding(
                                                "http://cfa2:58085" + path,
                                                "refused from here, no answer to curl on the host itself",
                                                "200",
                                                "see cfa:logs -Dcfa.services=settlement"))
                                : ProbeResult.passed(service, path, "200"));
            }
            results.add(ProbeResult.passed(service, "drift", "none"));
            running.add(new RunningService(
                    service,
                    "cfa-" + service + "-1",
                    broken ? "restarting (exit 137, OOM-killed, 4 restarts in 20 s)" : "healthy",
                    BEGIN,
                    "registry.example.com/cfa/" + service + ":dev",
                    Optional.of("1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d"),
                    Optional.of(DIGEST),
                    broken ? 4 : 0,
                    broken ? Optional.empty() : Optional.of(startup(service))));
        }
        results.add(ProbeResult.passed("postgres", "dependency", "healthy"));
        results.add(ProbeResult.passed("keycloak", "dependency", "realm cfa"));
        results.add(ProbeResult.passed("kafka", "dependency", "off"));
        Report report = new Report(
                results,
                Map.of(
                        "cfa-settlement-1",
                        List.of("boot", "\u001B[31mjava.lang.OutOfMemoryError\u001B[0m: ёлка " + HOSTILE)),
                running);
        return new VerificationReport(
                report,
                "deploy@cfa2:22",
                BEGIN.plusSeconds(95),
                Duration.ofMillis(21_300),
                Optional.of("1a2b3c4d"),
                Optional.of(URI.create("http://92.51.38.126:58081/swagger")),
                Optional.of(URI.create("https://gitlab.example.com/cfa/backend")),
                List.of(
                        step("log in to registry.example.com as ci", 0, 900, true),
                        step("pull the images", 900, 31_000, true),
                        step("compare what was pulled with what was built", 31_900, 300, true),
                        step("replace the containers that changed", 32_200, 41_000, false)));
    }

    public static VerificationReport good() {
        return new VerificationReport(
                new Report(
                        List.of(ProbeResult.passed("identity", "compose", "healthy")),
                        Map.of(),
                        List.of(new RunningService(
                                "identity",
                                "cfa-identity-1",
                                "healthy",
                                BEGIN,
                                "identity:dev",
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                Optional.empty()))),
                "deploy@cfa2:22",
                BEGIN,
                Duration.ofSeconds(21),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** All but identity wait for that. */
    private static Startup startup(String service) {
        Instant created = BEGIN.plusSeconds(33);
        int length = service.length();
        return new Startup(
                created,
                created.plusSeconds(1),
                created.plusSeconds(service.equals("identity") ? 60 : 60 + length),
                service.equals("identity") ? Set.of() : Set.of("identity", "somebody-else"));
    }

    private static TimedStep step(String title, long after, long millis, boolean succeeded) {
        return new TimedStep(title, BEGIN.plusMillis(after), Duration.ofMillis(millis), succeeded);
    }
}
