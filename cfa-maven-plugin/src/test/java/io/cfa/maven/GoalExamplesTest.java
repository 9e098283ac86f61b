package io.cfa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The commands that stand in the Javadoc of each goal, which {@code cfa:help} prints, the documents repeat and people copy. */
class GoalExamplesTest {

    private static final Path CLASSES = Path.of("target/classes/META-INF/maven");
    private static final Pattern GOAL = Pattern.compile("<mojo>(.*?)</mojo>", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("<goal>([a-z]+)</goal>");
    private static final Pattern DESCRIPTION = Pattern.compile("<description>(.*?)</description>", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^ *\\* *(.*mvnw? .*?) *$");

    /** So long is a line of {@code cfa:help} without what it is indented by. */
    private static final int LONGEST = 74;

    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([a-zA-Z.]+)}");
    private static final Pattern CALLED = Pattern.compile(" (?:cfa|io\\.cfa:cfa-maven-plugin):([a-z]+)");
    private static final Pattern GIVEN = Pattern.compile(" -D([A-Za-z.]+)");

    /** Those of Maven's own that an example may use. */
    private static final Set<String> OF_MAVEN = Set.of("skipTests");

    @Test
    void eachGoalHasSome() throws IOException {
        Map<String, List<String>> examples = examples();
        examples.remove("help");
        assertThat(examples).hasSizeGreaterThan(14).allSatisfy((goal, lines) -> assertThat(lines)
                .as(goal)
                .isNotEmpty()
                .anyMatch(line -> called(line).contains(goal)));
    }

    @Test
    void eachParameterInAnExampleIsOneOfTheGoalsThatItCalls() throws IOException {
        Map<String, Set<String>> properties = properties();
        examples()
                .forEach((goal, lines) -> lines.forEach(line -> {
                    Set<String> known = new TreeSet<>(OF_MAVEN);
                    assertThat(called(line)).as(line).isNotEmpty().isSubsetOf(properties.keySet());
                    called(line).forEach(other -> known.addAll(properties.get(other)));
                    assertThat(all(GIVEN, line)).as(line).isSubsetOf(known);
                }));
    }

    @Test
    void helpPrintsEachOnALineOfItsOwn() throws IOException {
        String help = Files.readString(CLASSES.resolve("io.cfa/cfa-maven-plugin/plugin-help.xml"));
        List<String> printed = help.lines()
                .map(line -> line.replace("</description>", "").strip())
                .toList();
        examples()
                .values()
                .forEach(lines -> lines.forEach(line -> {
                    assertThat(printed).as(line).contains("* " + line);
                    assertThat(line).as("that help need not break it").hasSizeLessThanOrEqualTo(LONGEST);
                }));
    }

    private static Map<String, List<String>> examples() throws IOException {
        Map<String, List<String>> examples = new TreeMap<>();
        goals().forEach((name, goal) -> {
            Matcher description = DESCRIPTION.matcher(goal);
            assertThat(description.find()).as(name).isTrue();
            examples.put(name, all(EXAMPLE, description.group(1)));
        });
        return examples;
    }

    private static Map<String, Set<String>> properties() throws IOException {
        Map<String, Set<String>> properties = new TreeMap<>();
        goals().forEach((name, goal) -> properties.put(name, Set.copyOf(all(PROPERTY, goal))));
        return properties;
    }

    private static Map<String, String> goals() throws IOException {
        Map<String, String> goals = new TreeMap<>();
        all(GOAL, Files.readString(CLASSES.resolve("plugin.xml")))
                .forEach(goal -> goals.put(all(NAME, goal).get(0), goal));
        return goals;
    }

    private static List<String> called(String line) {
        return all(CALLED, line);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
