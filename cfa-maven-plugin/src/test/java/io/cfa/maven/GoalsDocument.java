package io.cfa.maven;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Writes {@code docs/goals.md} from the plugin's own descriptor. */
final class GoalsDocument {

    private static final String HEAD =
            """
            # Goals

            <!-- written by GoalsDocumentTest from the plugin's descriptor: ./mvnw test -pl cfa-maven-plugin -Dtest=GoalsDocumentTest -Dupdate.goals.md -->

            Each is called as `./mvnw cfa:<goal>`, once the plugin is installed (`./mvnw install -pl cfa-maven-plugin -am -DskipTests`) or Maven knows the
            [registry that it is published to](deploy/vps-cfa2/laptop.md); `mvn deploy
            -Pcfa2` runs those that it needs by itself. A parameter is given as `-D<property>=<value>`. In a default, `${env.X}` is the environment
            variable `X`, and `${maven.multiModuleProjectDirectory}` the root of the clone. What several goals take in the same way is described once,
            under [common parameters](#common-parameters); each goal names those that it takes.
            """;

    private static final String COLUMNS = "\n| property | default | is |\n|---|---|---|\n";

    private static final Pattern EXAMPLES = Pattern.compile("\\s*Examples:\\s*(.*)", Pattern.DOTALL);

    /** In so many goals a parameter is a common one. */
    private static final int COMMON = 4;

    /** A line of a table, and what a goal says of it where the line itself stands elsewhere. */
    private record Row(String property, String line) {}

    private GoalsDocument() {}

    /** The document's text. */
    static String of(Path descriptor) throws IOException {
        List<Element> goals = children(child(parse(descriptor), "mojos").orElseThrow());
        StringBuilder text = new StringBuilder(HEAD);
        text.append("\n| goal | does |\n|---|---|\n");
        goals.forEach(goal ->
                text.append("| [`cfa:" + name(goal) + "`](#cfa" + name(goal) + ") | " + firstSentence(goal) + " |\n"));
        Map<Row, Long> takers =
                goals.stream().flatMap(goal -> rows(goal).stream()).collect(groupingBy(row -> row, counting()));
        List<Row> common = takers.entrySet().stream()
                .filter(row -> row.getValue() >= COMMON)
                .map(Map.Entry::getKey)
                .sorted(comparing(Row::property))
                .toList();
        text.append("\n## Common parameters\n").append(table(common));
        goals.forEach(goal -> text.append(section(goal, common)));
        return text.toString();
    }

    private static Element parse(Path descriptor) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(descriptor + " is not XML", e);
        }
    }

    private static String name(Element goal) {
        return text(goal, "goal");
    }

    private static String firstSentence(Element goal) {
        return markdown(text(goal, "description"))
                .replaceFirst("(?s)\\.\\s.*", ".")
                .replace("|", "\\|");
    }

    private static String section(Element goal, List<Row> common) {
        List<Row> own = new ArrayList<>(rows(goal));
        own.removeAll(common);
        List<String> shared =
                rows(goal).stream().filter(common::contains).map(Row::property).toList();
        return "\n## cfa:" + name(goal) + "\n\n" + withExamples(text(goal, "description")) + "\n"
                + (own.isEmpty() ? "" : table(own))
                + (shared.isEmpty()
                        ? ""
                        : "\nTakes [common parameters](#common-parameters) too: " + String.join(", ", shared) + ".\n");
    }

    private static String table(List<Row> rows) {
        return COLUMNS + rows.stream().map(row -> row.line() + "\n").collect(joining());
    }

    private static List<Row> rows(Element goal) {
        Element configuration = child(goal, "configuration").orElseThrow();
        return children(child(goal, "parameters").orElseThrow()).stream()
                // the others are Maven's, and nobody can set them
                .filter(parameter -> text(parameter, "editable").equals("true"))
                .map(parameter -> row(parameter, configuration))
                .toList();
    }

    private static Row row(Element parameter, Element configuration) {
        String name = text(parameter, "name");
        Optional<Element> value = child(configuration, name);
        String property = value.map(Node::getTextContent)
                .filter(text -> !text.isBlank())
                .map(text -> "`" + text.strip().replaceAll("^\\$\\{|}$", "") + "`")
                .orElse("`" + name + "`, in a POM only");
        String defaultValue =
                value.map(element -> element.getAttribute("default-value")).orElse("");
        String fallback = !defaultValue.isEmpty()
                ? "`" + defaultValue + "`"
                : text(parameter, "required").equals("true") ? "must be given" : "";
        String description =
                markdown(text(parameter, "description")).replaceAll("\\s+", " ").replace("|", "\\|");
        return new Row(property, "| " + property + " | " + fallback + " | " + description + " |");
    }

    /** A description up to its examples. */
    private static String markdown(String text) {
        return flowing(EXAMPLES.matcher(text).replaceAll(""));
    }

    /** The same with its examples, which plugin tools leave as a list of plain text. */
    private static String withExamples(String text) {
        Matcher examples = EXAMPLES.matcher(text);
        return examples.find()
                ? markdown(text) + "\n\n```sh\n"
                        + examples.group(1)
                                .lines()
                                .map(line -> line.strip().replaceFirst("^\\* *", ""))
                                .filter(line -> !line.isEmpty())
                                .collect(joining("\n"))
                        + "\n```"
                : markdown(text);
    }

    /** The little HTML that plugin tools make of Javadoc. */
    private static String flowing(String html) {
        return html.replaceAll("\\s+", " ")
                .replaceAll("</?code>", "`")
                .replaceAll(" ?<p>|</p>", "\n\n")
                .replaceAll("<a href=\"([^\"]*)\">(.*?)</a>", "[$2]($1)")
                .replaceAll("&#123;", "{")
                .replaceAll("&#125;", "}")
                .replace("&amp;", "&")
                .replaceAll("(?<!`)<([a-z-]+)>(?!`)", "&lt;$1&gt;")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Node::getTextContent).orElse("").strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .flatMap(node -> node instanceof Element element ? Stream.of(element) : Stream.empty())
                .toList();
    }
}
