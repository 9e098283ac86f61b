package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the operator's page asks is there, is for operators, and has the fields and states that the page reads: a renamed one would show as nothing. */
class OperatorPageTest {

    private static final Path SERVICES = Path.of("..").toAbsolutePath().normalize();
    private static final String PAGE = content(SERVICES.resolve("api-gateway/src/main/resources/operator/page.js"));
    private static final Pattern ASKED = Pattern.compile("'/api/([a-z-]+)(/[a-z/-]+)(?:\\?([^']*))?'");
    private static final Pattern READ = Pattern.compile("\\b(?:each|proof|totals|last|days\\[0])\\.([a-zA-Z]+)");

    /** What is asked, and the script from there to the next question. */
    private record Question(String service, String path, String query, String script) {}

    @Test
    void eachQuestionIsOneThatOperatorsMayAsk() {
        assertThat(questions()).hasSizeGreaterThan(10).allSatisfy(question -> {
            String tables = sources(question.service(), "src/test/java");
            assertThat(Pattern.compile("\"GET " + Pattern.quote(question.path())
                                    + "\",\\s*Set\\.of\\([^)]*\"(operator|\\*)\"")
                            .matcher(tables)
                            .find())
                    .as("GET %s of %s, for operators", question.path(), question.service())
                    .isTrue();
        });
    }

    @Test
    void theStatesAndFieldsThatItNamesAreThere() {
        for (Question question : questions()) {
            String code = sources(question.service(), "src/main/java");
            Stream.concat(
                            Pattern.compile("=([A-Z_]+)")
                                    .matcher(question.query())
                                    .results(),
                            READ.matcher(question.script()).results())
                    .map((MatchResult found) -> found.group(1))
                    .forEach(word -> assertThat(Pattern.compile("\\b" + word + "\\b")
                                    .matcher(code)
                                    .find())
                            .as("%s in %s, which %s is asked for", word, question.service(), question.path())
                            .isTrue());
        }
    }

    private static List<Question> questions() {
        List<MatchResult> found = ASKED.matcher(PAGE).results().toList();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            MatchResult one = found.get(i);
            int end = i + 1 < found.size() ? found.get(i + 1).start() : PAGE.indexOf("async function refresh");
            questions.add(new Question(
                    one.group(1),
                    one.group(2),
                    one.group(3) == null ? "" : one.group(3),
                    PAGE.substring(one.end(), end).lines().limit(8).collect(Collectors.joining("\n"))));
        }
        return questions;
    }

    private static String sources(String service, String directory) {
        try (Stream<Path> all = Files.walk(SERVICES.resolve(service).resolve(directory))) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .map(OperatorPageTest::content)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
