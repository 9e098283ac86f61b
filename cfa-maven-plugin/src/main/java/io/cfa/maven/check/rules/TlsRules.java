package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.model.Orchestrator;
import io.cfa.maven.model.Stack;
import io.cfa.maven.model.TlsMode;
import io.cfa.maven.model.env.EnvFile;
import io.cfa.maven.model.source.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the other lines of the env file must be, for the edge to end TLS as its own line says. */
final class TlsRules {

    private final Findings findings;
    private final EnvFile env;

    TlsRules(Findings findings, EnvFile env) {
        this.findings = findings;
        this.env = env;
    }

    void check() {
        Optional<TlsMode> mode = env.get(TlsMode.VARIABLE).flatMap(TlsMode::of).filter(it -> it != TlsMode.OFF);
        mode.ifPresent(this::issuer);
        if (mode.equals(Optional.of(TlsMode.ACME))) {
            name();
            require("ACME_EMAIL", value -> value.contains("@"), "an address that the authority may write to");
            require("ACME_DIRECTORY", value -> value.startsWith("https://"), "https://…, the authority's directory");
            require("ACME_RENEW_DAYS", value -> value.matches("[1-9][0-9]{0,2}"), "a number of days");
            require(
                    Stack.PROFILES,
                    value -> List.of(value.split(",")).contains(TlsMode.ACME.toString()),
                    TlsMode.ACME + " among them, or nobody asks for a certificate");
            require(
                    Orchestrator.VARIABLE,
                    value -> !value.equals("swarm"),
                    "compose: a swarm has an edge on each node, and one client for none of them");
        }
    }

    /** Browsers refuse to send a login from a page with TLS to one without, and a plain port sends on what should stay. */
    private void issuer(TlsMode mode) {
        entry("KEYCLOAK_URL")
                .filter(entry -> !entry.value().startsWith("https://"))
                .ifPresent(entry -> findings.add(
                        entry.place(),
                        "KEYCLOAK_URL=" + entry.value() + " with " + TlsMode.VARIABLE + "=" + mode,
                        "https://…",
                        "write https://${PUBLIC_HOST}, with :${HTTPS_PORT} unless that is 443"));
    }

    /** HTTP-01 is for names; what has no dot, or is an address, no authority of the world gives a certificate for. */
    private void name() {
        require(
                "PUBLIC_HOST",
                value -> value.matches("([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,62}"),
                "a name with a dot, which leads to the host");
    }

    private void require(String name, Predicate<String> fits, String expected) {
        Optional<EnvFile.Entry> entry = entry(name);
        if (entry.isEmpty() && name.equals(Orchestrator.VARIABLE)) {
            return;
        }
        if (entry.filter(it -> fits.test(it.value())).isEmpty()) {
            findings.add(
                    entry.map(EnvFile.Entry::place).orElse(new SourceLocation(env.path(), 1)),
                    entry.map(it -> name + "=" + it.value()).orElse("no " + name) + " with " + TlsMode.VARIABLE + "="
                            + TlsMode.ACME,
                    expected,
                    "write it, or " + TlsMode.VARIABLE + "=" + TlsMode.FILE);
        }
    }

    private Optional<EnvFile.Entry> entry(String name) {
        return Optional.ofNullable(env.entries().get(name));
    }
}
