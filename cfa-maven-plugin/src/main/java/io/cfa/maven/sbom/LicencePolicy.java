package io.cfa.maven.sbom;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which licences no image may hold. A jar with several may be used under any of them, as Maven says it. What is not known to be another licence is not let
 * pass.
 *
 * @param denied SPDX identifiers, with {@code *} for any letters; where empty, nothing is looked at
 * @param known  what is known of jars whose POM does not say it, {@code group:artifact} to SPDX identifier
 */
public record LicencePolicy(List<String> denied, Map<String, String> known) {

    /** Copies. */
    public LicencePolicy {
        denied = List.copyOf(denied);
        known = Map.copyOf(known);
    }

    /**
     * Reads both parameters.
     *
     * @param known each {@code group:artifact=SPDX}
     * @throws IllegalArgumentException if one is something else, or no licence of SPDX: it would deny nothing
     */
    public static LicencePolicy of(List<String> denied, List<String> known) {
        Map<String, String> map = new TreeMap<>();
        for (String each : known) {
            String[] parts = each.strip().split("=", -1);
            if (parts.length != 2 || !parts[0].matches("[^:\\s]+:[^:\\s]+") || !SpdxIdentifiers.isOne(parts[1])) {
                throw new IllegalArgumentException("cfa.knownLicences has \"" + each
                        + "\"; expected group:artifact=SPDX-IDENTIFIER, or LicenseRef-NAME behind the sign, separated by"
                        + " commas. Next: write for example org.postgresql:postgresql=BSD-2-Clause");
            }
            map.put(parts[0], parts[1]);
        }
        List<String> patterns = denied.stream()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        for (String pattern : patterns) {
            if (!pattern.startsWith(SpdxIdentifiers.OWN)
                    && SpdxIdentifiers.all().stream().noneMatch(id -> matches(pattern, id))) {
                throw new IllegalArgumentException("cfa.deniedLicences has \"" + pattern
                        + "\", which is no licence of SPDX's list; expected such as AGPL-3.0-only or AGPL-*. Next: look it up"
                        + " at spdx.org/licenses");
            }
        }
        return new LicencePolicy(patterns, map);
    }

    /** Whether anything is denied. */
    public boolean isSet() {
        return !denied.isEmpty();
    }

    /** What a jar is known to be used under: what the project says of it, or else what its POM does. */
    public List<Licence> of(String name, Supplier<List<Licence>> declared) {
        return Optional.ofNullable(known.get(name))
                .map(id -> List.of(new Licence(id, List.of(id))))
                .orElseGet(declared);
    }

    /**
     * Why a jar may not be shipped.
     *
     * @param licences what it may be used under, any of them
     * @return nothing where it may
     */
    public Optional<String> refusal(List<Licence> licences) {
        if (!isSet()) {
            return Optional.empty();
        }
        if (licences.isEmpty()) {
            return Optional.of("declares no licence (" + Licence.NONE + ")");
        }
        if (licences.stream().anyMatch(licence -> !licence.ids().isEmpty() && !isDenied(licence))) {
            return Optional.empty();
        }
        String named = licences.stream().map(Licence::toString).collect(Collectors.joining(" or "));
        return Optional.of(
                licences.stream().anyMatch(this::isDenied)
                        ? "is under " + named + ", which is denied"
                        : "is under " + named + ", which no SPDX identifier is known for");
    }

    private boolean isDenied(Licence licence) {
        return licence.ids().stream().anyMatch(id -> denied.stream().anyMatch(pattern -> matches(pattern, id)));
    }

    private static boolean matches(String pattern, String id) {
        String glob = Pattern.quote(today(pattern)).replace("*", "\\E.*\\Q");
        return Pattern.compile(glob, Pattern.CASE_INSENSITIVE)
                .matcher(today(id))
                .matches();
    }

    /** SPDX has renamed the GNU licences: what was GPL-2.0 is GPL-2.0-only, and GPL-2.0+ is GPL-2.0-or-later. */
    private static String today(String id) {
        String upper = id.toUpperCase(Locale.ROOT);
        if (!upper.matches("(A|L)?GPL-[0-9.]+[+]?")) {
            return id;
        }
        return id.endsWith("+") ? id.substring(0, id.length() - 1) + "-or-later" : id + "-only";
    }
}
