package io.cfa.maven.report.format;

import io.cfa.maven.report.Finding;
import io.cfa.maven.report.Outcome;
import io.cfa.maven.report.ProbeResult;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.VerificationReport;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes evidence as a JUnit report, one case for each probe and subject, which a pipeline shows as tests; unknown is an error there.
 *
 * <p>Source: docs.gitlab.com, "Unit test reports".
 */
final class JunitXml {

    private static final Pattern ILLEGAL =
            Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");
    private static final double MILLIS = 1000.0;

    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String write(VerificationReport evidence) {
        StringWriter text = new StringWriter();
        try {
            new JunitXml(XMLOutputFactory.newInstance().createXMLStreamWriter(text)).suite(evidence);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text can always be written to", e);
        }
        return text.append('\n').toString();
    }

    private void suite(VerificationReport evidence) throws XMLStreamException {
        Report report = evidence.report();
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "cfa-verify");
        xml.writeAttribute("hostname", legal(evidence.host()));
        xml.writeAttribute("timestamp", evidence.at().toString().replaceFirst("(\\.\\d+)?Z$", ""));
        xml.writeAttribute(
                "time", String.format(Locale.ROOT, "%.3f", evidence.took().toMillis() / MILLIS));
        xml.writeAttribute("tests", Integer.toString(report.results().size()));
        xml.writeAttribute("failures", count(report, Outcome.FAILED));
        xml.writeAttribute("errors", count(report, Outcome.UNKNOWN));
        xml.writeAttribute("skipped", "0");
        for (ProbeResult result : report.results()) {
            testCase(result, report.lastLogs());
        }
        line(0);
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void testCase(ProbeResult result, Map<String, List<String>> logs) throws XMLStreamException {
        line(2);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", legal("cfa." + result.subject()));
        xml.writeAttribute("name", legal(result.subject() + " " + result.probe()));
        xml.writeAttribute("time", "0");
        if (!result.hasPassed() && result.finding().isPresent()) {
            problem(result, result.finding().get());
            String printed = printed(result.subject(), logs);
            if (!printed.isEmpty()) {
                line(4);
                xml.writeStartElement("system-out");
                xml.writeCharacters(legal(printed));
                xml.writeEndElement();
            }
            line(2);
        }
        xml.writeEndElement();
    }

    private void problem(ProbeResult result, Finding finding) throws XMLStreamException {
        line(4);
        xml.writeStartElement(result.outcome() == Outcome.FAILED ? "failure" : "error");
        xml.writeAttribute("type", result.outcome().name().toLowerCase(Locale.ROOT));
        xml.writeAttribute("message", legal(finding.place() + "  " + finding.observed()));
        xml.writeCharacters(legal("place:    " + finding.place() + "\nobserved: " + finding.observed() + "\nexpected: "
                + finding.expected() + "\nnext:     " + finding.next()));
        xml.writeEndElement();
    }

    private static String printed(String subject, Map<String, List<String>> logs) {
        return logs.entrySet().stream()
                .filter(log -> log.getKey().contains("-" + subject + "-"))
                .map(log -> String.join("\n", log.getValue()))
                .findFirst()
                .orElse("");
    }

    private static String count(Report report, Outcome outcome) {
        return Long.toString(report.results().stream()
                .filter(result -> result.outcome() == outcome)
                .count());
    }

    /** What XML has no place for, such as the escape character of coloured logs, becomes a question mark. */
    private static String legal(String text) {
        return ILLEGAL.matcher(text).replaceAll("?");
    }

    private void line(int indent) throws XMLStreamException {
        xml.writeCharacters("\n" + " ".repeat(indent));
    }
}
