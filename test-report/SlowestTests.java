import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Prints the ten test classes that took the longest since an instant, from Surefire's reports below a directory: {@code SlowestTests . 2026-11-29T14:00:00Z}. */
final class SlowestTests {

    private record TestClass(String name, double seconds, int tests) {}

    private SlowestTests() {}

    public static void main(String... arguments) throws IOException {
        Instant begin = Instant.parse(arguments[1]);
        List<TestClass> classes;
        try (Stream<Path> files = Files.find(Path.of(arguments[0]), 5, (file, facts) -> isReport(file)
                && !facts.lastModifiedTime().toInstant().isBefore(begin))) {
            classes = files.map(SlowestTests::read).sorted(Comparator.comparing(TestClass::seconds).reversed()).toList();
        }
        System.out.printf(
                "The slowest of %d test classes, which had %d tests and took %.0f s one after the other:%n",
                classes.size(),
                classes.stream().mapToInt(TestClass::tests).sum(),
                classes.stream().mapToDouble(TestClass::seconds).sum());
        classes.stream().limit(10).forEach(each -> System.out.printf("%8.1f s  %s%n", each.seconds(), each.name()));
    }

    private static boolean isReport(Path file) {
        return file.getFileName().toString().matches("TEST-.*\\.xml") && file.getParent().endsWith("surefire-reports");
    }

    /** What the first element says; the rest of a report may be long. */
    private static TestClass read(Path report) {
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newInstance().createXMLStreamReader(in);
            xml.nextTag();
            return new TestClass(
                    xml.getAttributeValue(null, "name"),
                    Double.parseDouble(xml.getAttributeValue(null, "time")),
                    Integer.parseInt(xml.getAttributeValue(null, "tests")));
        } catch (IOException | XMLStreamException e) {
            throw new IllegalStateException(report + " is no report of Surefire", e);
        }
    }
}
