package io.cfa.maven.sbom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.util.LicenseResolver;

/**
 * Finds the SPDX identifiers of what POMs call licences, in some hundred spellings.
 *
 * <p>Source: the SPDX licence list and the mapping of names that CycloneDX keeps. "BSD" alone, which that takes for the clause of advertisement, is taken
 * for no licence that is known.
 */
public final class LicenceNames {

    private static final int LONGEST = 300;

    private LicenceNames() {}

    /**
     * The licences that a POM's element stands for, of which any may be chosen.
     *
     * @param name its words; may be null
     * @param url  its address; may be null
     */
    public static List<Licence> of(String name, String url) {
        String words = line(name);
        List<Licence> licences = new ArrayList<>();
        for (String choice : words.matches(".*[()].*") ? new String[] {words} : words.split("(?i) or ")) {
            licences.add(licence(choice.strip()));
        }
        if (licences.stream().allMatch(licence -> !licence.ids().isEmpty())) {
            return licences;
        }
        Licence whole = licence(words);
        return List.of(
                whole.ids().isEmpty() ? new Licence(words.isEmpty() ? line(url) : words, ids(line(url))) : whole);
    }

    private static Licence licence(String words) {
        List<String> all = new ArrayList<>();
        for (String part : words.split(" AND ")) {
            List<String> ids = ids(part.strip());
            if (ids.isEmpty()) {
                return new Licence(words, List.of());
            }
            all.addAll(ids);
        }
        return new Licence(words, List.copyOf(all));
    }

    private static List<String> ids(String words) {
        if (words.isEmpty() || words.equalsIgnoreCase("bsd")) {
            return List.of();
        }
        return Stream.of(words, words.replaceFirst("^https:", "http:"), words.replaceFirst("^http:", "https:"))
                .flatMap(spelling -> Stream.of(spelling, spelling.replaceFirst("\\.(txt|html|php)$", "")))
                .map(LicenceNames::id)
                .flatMap(Optional::stream)
                .findFirst()
                .map(List::of)
                .orElse(List.of());
    }

    private static Optional<String> id(String words) {
        return Optional.ofNullable(LicenseResolver.resolve(words, false))
                .map(LicenseChoice::getLicenses)
                .flatMap(found -> found.stream().findFirst())
                .map(License::getId);
    }

    private static String line(String text) {
        String line =
                Optional.ofNullable(text).orElse("").replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
