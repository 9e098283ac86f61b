package io.cfa.maven.check.files;

import io.cfa.maven.model.source.MalformedFileException;
import io.cfa.maven.model.source.SourceLocation;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of a POM as they stand, each with its line; nothing is inherited.
 *
 * @param elements in the file's order
 */
public record PomFile(List<Element> elements) {

    /** Deeper than any POM. */
    private static final int MAX_DEPTH = 50;

    private static final int LONGEST_TEXT = 1000;

    /**
     * An element.
     *
     * @param path  its name after those of the elements around it: {@code project/modules/module}
     * @param text  the text right in it
     * @param place where it begins
     */
    public record Element(String path, String text, SourceLocation place) {}

    /**
     * Reads a POM.
     *
     * @throws MalformedFileException if it is not XML, or declares a document type
     */
    public static PomFile parse(Path file, String text) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        List<Element> elements = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
            Deque<Element> open = new ArrayDeque<>();
            while (reader.hasNext()) {
                read(reader, file, open, elements);
            }
            return new PomFile(elements);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
            throw new MalformedFileException(new SourceLocation(file, line), "is not XML", "mend the line");
        }
    }

    private static void read(XMLStreamReader reader, Path file, Deque<Element> open, List<Element> elements)
            throws XMLStreamException {
        switch (reader.next()) {
            case XMLStreamReader.START_ELEMENT -> {
                SourceLocation place =
                        new SourceLocation(file, reader.getLocation().getLineNumber());
                if (open.size() == MAX_DEPTH) {
                    throw new MalformedFileException(place, "is nested more than " + MAX_DEPTH + " deep");
                }
                String around = open.isEmpty() ? "" : open.peek().path + "/";
                open.push(new Element(around + reader.getLocalName(), "", place));
            }
            case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> {
                // no name that anything here asks for is longer
                if (!open.isEmpty() && open.peek().text.length() < LONGEST_TEXT) {
                    Element last = open.pop();
                    open.push(new Element(last.path, last.text + reader.getText(), last.place));
                }
            }
            case XMLStreamReader.END_ELEMENT -> {
                Element closed = open.pop();
                elements.add(new Element(closed.path, closed.text.strip(), closed.place));
            }
            case XMLStreamReader.DTD ->
                throw new MalformedFileException(
                        new SourceLocation(file, reader.getLocation().getLineNumber()),
                        "declares a document type",
                        "remove it");
            default -> {
                // comments and the like
            }
        }
    }

    /** Every element of a path. */
    public List<Element> at(String path) {
        return elements.stream().filter(element -> element.path.equals(path)).toList();
    }

    /** The first element of a path. */
    public Optional<Element> first(String path) {
        return at(path).stream().findFirst();
    }
}
