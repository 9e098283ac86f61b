package io.cfa.maven.check.compose;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.ServiceEntry;
import io.cfa.maven.model.source.YamlNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a service has of secrets is listed, and what is listed is used. */
final class SecretReferenceRules {

    private static final String DATABASE_PASSWORD = "_db_password";
    private static final Pattern READ = Pattern.compile("/run/secrets/([A-Za-z0-9_-]+)");

    private final Findings findings;

    SecretReferenceRules(Findings findings) {
        this.findings = findings;
    }

    void check(YamlNode compose, List<ServiceEntry> services) {
        List<YamlNode> listed = compose.get("secrets").map(YamlNode::keys).orElse(List.of());
        Set<String> used = new TreeSet<>();
        services.forEach(service -> used.addAll(secrets(service, listed)));
        Set<String> ofPostgres = services.stream()
                .filter(service -> service.name().equals("postgres"))
                .flatMap(service -> items(service, "secrets").map(SecretReferenceRules::source))
                .collect(Collectors.toSet());
        // where the database is another, it has its own way
        boolean hasPostgres =
                services.stream().anyMatch(service -> service.name().equals("postgres"));
        for (YamlNode secret : listed) {
            String name = secret.text();
            if (!used.contains(name)) {
                findings.add(
                        secret.place(),
                        "the secret " + name + ", which no service uses",
                        "one that does",
                        "remove it, or use it");
            } else if (name.endsWith(DATABASE_PASSWORD) && hasPostgres && !ofPostgres.contains(name)) {
                findings.add(
                        secret.place(),
                        "the secret " + name + ", which postgres has not",
                        name + " under postgres' secrets",
                        "add it there: it makes a database for each of them");
            }
        }
    }

    /** Returns the secrets that a service has; each is listed, and what it reads under /run/secrets is among them. */
    private Set<String> secrets(ServiceEntry service, List<YamlNode> listed) {
        Set<String> sources = new TreeSet<>();
        Set<String> targets = new TreeSet<>();
        items(service, "secrets").forEach(secret -> {
            String name = source(secret);
            sources.add(name);
            targets.add(
                    secret.isMapping()
                            ? secret.get("target")
                                    .map(target -> target.text().replaceFirst("^/run/secrets/", ""))
                                    .orElse(name)
                            : name);
            if (listed.stream().noneMatch(key -> key.text().equals(name))) {
                findings.of("dependency")
                        .add(
                                secret.place(),
                                "the secret " + name,
                                "an entry under the top-level secrets",
                                "add it there");
            }
        });
        service.body().scalars().forEach(scalar -> {
            Matcher read = READ.matcher(scalar.text());
            while (read.find()) {
                if (!targets.contains(read.group(1))) {
                    findings.add(
                            scalar.place(),
                            service.name() + " reads the secret " + read.group(1) + ", which it has not",
                            read.group(1) + " under its secrets",
                            "add it there");
                }
            }
        });
        return sources;
    }

    private static Stream<YamlNode> items(ServiceEntry service, String key) {
        return service.body().get(key).map(YamlNode::items).orElse(List.of()).stream();
    }

    private static String source(YamlNode secret) {
        return secret.isMapping() ? secret.require("source").text() : secret.text();
    }
}
