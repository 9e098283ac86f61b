package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.contract.RealmFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The document of the events, beside the code that publishes them. */
class AsyncApiTest {

    private static final Path SERVICES = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCUMENT = SERVICES.resolve("../docs/asyncapi.yaml");
    private static final Pattern NAME =
            Pattern.compile("\"((?:bank-nominal|compliance|identity|issuance|registry|settlement)\\.[a-z-]+)\"");

    private final Map<String, Object> document = read();

    @Test
    void everyEventOfTheCodeStandsInTheDocumentAndNoOther() {
        Set<String> published = new TreeSet<>();
        for (String service : channels().keySet()) {
            Path code = SERVICES.resolve(service).resolve("src/main/java");
            for (Path file : files(code)) {
                NAME.matcher(content(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(published::add);
            }
        }
        // a role at a service looks the same
        RealmFile.json().at("/roles/client").properties().forEach(at -> at.getValue()
                .forEach(role ->
                        published.remove(at.getKey() + "." + role.at("/name").asString())));
        assertThat(published).isNotEmpty();
        assertThat(messages().keySet())
                .as("messages of docs/asyncapi.yaml. Next: add what is missing there, and take away what is gone")
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void eachMessageHasItsTypeItsTopicAndItsHeaders() {
        assertThat(document.get("asyncapi")).isEqualTo("3.0.0");
        messages().forEach((name, message) -> {
            Map<String, Object> content = map(message);
            assertThat(content.get("name")).as(name).isEqualTo("io.cfa." + name);
            assertThat(content.get("traits"))
                    .as(name)
                    .isEqualTo(List.of(Map.of("$ref", "#/components/messageTraits/cloudEvent")));
            String topic = name.substring(0, name.indexOf('.'));
            assertThat(map(map(channels().get(topic)).get("messages"))).as(name).containsKey(name);
        });
        assertThat(references(document.toString()))
                .allSatisfy(reference ->
                        assertThat(resolve(reference)).as(reference).isNotNull());
    }

    private static List<String> references(String text) {
        return Pattern.compile("\\$ref=(#[^,}\\]]+)")
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private Object resolve(String reference) {
        Object at = document;
        for (String step : reference.substring(2).split("/")) {
            at = at == null ? null : map(at).get(step);
        }
        return at;
    }

    private Map<String, Object> channels() {
        return map(document.get("channels"));
    }

    private Map<String, Object> messages() {
        return map(map(document.get("components")).get("messages"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> read() {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(content(DOCUMENT));
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
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
