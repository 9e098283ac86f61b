package io.cfa.maven.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where TLS ends, and where its certificate comes from: {@code CFA_TLS} of the env file. */
public enum TlsMode {
    /** Something before the host ends it, or nobody. */
    OFF,
    /** The edge does, with a PEM file beneath {@code secrets/}. */
    FILE,
    /** The edge does, with what a client of its own gets from an authority (RFC 8555). */
    ACME;

    /** The variable of the env file. */
    public static final String VARIABLE = "CFA_TLS";

    /** What a value means, in the case that the edge itself reads it; nothing where it is no mode. */
    public static Optional<TlsMode> of(String value) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(value))
                .findFirst();
    }

    /** All values of the variable. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TlsMode::toString).toList();
    }

    /** As it stands in the env file. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
