package io.cfa.maven.report.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cfa.maven.report.Finding;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.RunningService;
import io.cfa.maven.report.TimedStep;
import io.cfa.maven.report.VerificationReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes evidence for programs, in the form that docs/verify-schema.md describes. */
final class VerifyJson {

    /** Goes up when a field is removed or changes its meaning; a new field leaves it. */
    static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double MILLIS = 1000.0;

    private VerifyJson() {}

    static String write(VerificationReport evidence) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("passed", evidence.report().hasPassed());
        root.put("host", evidence.host());
        root.put("at", evidence.at().toString());
        root.put("seconds", seconds(evidence.took()));
        root.put("release", evidence.release().orElse(null));
        root.put("url", evidence.url().map(Object::toString).orElse(null));
        root.put(
                "services",
                evidence.report().running().stream().map(VerifyJson::service).toList());
        root.put(
                "probes",
                evidence.report().results().stream().map(VerifyJson::probe).toList());
        root.put("steps", evidence.steps().stream().map(VerifyJson::step).toList());
        root.put(
                "logs",
                evidence.report().lastLogs().entrySet().stream()
                        .map(log -> fields("container", log.getKey(), "lines", log.getValue()))
                        .toList());
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private static Map<String, Object> service(RunningService service) {
        return fields(
                "service", service.service(),
                "container", service.container(),
                "state", service.state(),
                "since", service.since().toString(),
                "image", service.image(),
                "revision", service.revision().orElse(null),
                "digest", service.digest().orElse(null),
                "restarts", service.restarts(),
                "created",
                        service.startup()
                                .map(startup -> startup.created().toString())
                                .orElse(null),
                "ready",
                        service.startup()
                                .map(startup -> startup.ready().toString())
                                .orElse(null));
    }

    static Map<String, Object> probe(ProbeResult result) {
        return fields(
                "subject", result.subject(),
                "probe", result.probe(),
                "outcome", result.outcome().name().toLowerCase(Locale.ROOT),
                "observed", result.observed(),
                "finding", result.finding().map(VerifyJson::finding).orElse(null));
    }

    private static Map<String, Object> finding(Finding finding) {
        return fields(
                "place", finding.place(),
                "observed", finding.observed(),
                "expected", finding.expected(),
                "next", finding.next());
    }

    private static Map<String, Object> step(TimedStep step) {
        return fields(
                "title", step.title(),
                "begin", step.begin().toString(),
                "seconds", seconds(step.took()),
                "succeeded", step.succeeded());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
