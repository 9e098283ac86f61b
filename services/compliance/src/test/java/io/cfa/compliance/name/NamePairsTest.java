package io.cfa.compliance.name;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How many of the names that mean the same are found, and how many that are found mean the same, over the labelled pairs of name-pairs.txt. */
class NamePairsTest {

    private static final Pattern CHARACTER = Pattern.compile("\\\\u\\{([0-9a-f]+)}");

    private record Pair(boolean same, String kind, String listed, String screened) {

        static Pair of(String line) {
            String[] fields = line.split(" \\| ", 4);
            return new Pair(fields[0].equals("SAME"), fields[1], read(fields[2]), read(fields[3]));
        }

        private static String read(String name) {
            return CHARACTER.matcher(name).replaceAll(code -> Character.toString(Integer.parseInt(code.group(1), 16)));
        }

        boolean found() {
            String words = NameNormalizer.of(listed);
            String others = NameNormalizer.of(screened);
            return words.equals(others) || new FuzzyNameMatcher(others).include(words);
        }
    }

    @Test
    void whoMeansTheSameIsFoundAndFewOthers() throws IOException {
        List<Pair> pairs = pairs();
        assertThat(pairs).hasSizeGreaterThanOrEqualTo(500);
        Map<String, long[]> kinds = new TreeMap<>();
        for (Pair pair : pairs) {
            long[] counts =
                    kinds.computeIfAbsent((pair.same() ? "SAME " : "OTHER ") + pair.kind(), kind -> new long[2]);
            counts[0]++;
            if (pair.found()) {
                counts[1]++;
            }
            if (pair.found() != pair.same()) {
                System.out.printf(
                        "%s, and %s: %s | %s%n",
                        pair.same() ? "the same" : "another",
                        pair.found() ? "found" : "not found",
                        NameNormalizer.of(pair.listed()),
                        NameNormalizer.of(pair.screened()));
            }
        }
        kinds.forEach((kind, counts) -> System.out.printf("%s: %d of %d found%n", kind, counts[1], counts[0]));
        long same = pairs.stream().filter(Pair::same).count();
        long found = pairs.stream().filter(Pair::found).count();
        long right = pairs.stream().filter(Pair::same).filter(Pair::found).count();
        double recall = (double) right / same;
        double precision = (double) right / found;
        System.out.printf("%d pairs: recall %.3f, precision %.3f%n", pairs.size(), recall, precision);
        assertThat(recall).as("recall").isGreaterThanOrEqualTo(0.98);
        assertThat(precision).as("precision").isGreaterThanOrEqualTo(0.95);
    }

    private static List<Pair> pairs() throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(NamePairsTest.class.getResourceAsStream("/name-pairs.txt"), UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Pair::of)
                    .collect(Collectors.toList());
        }
    }
}
