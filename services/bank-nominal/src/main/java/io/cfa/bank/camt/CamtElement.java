package io.cfa.bank.camt;

import io.cfa.kit.DomainException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Goes through an XML document an element at a time and holds no more of it than the way to where it is: no document type, no entity but the five of XML, no text longer than
 * {@value #LONGEST_TEXT} characters, no element deeper than {@value #DEEPEST}, no more bytes than {@link #MOST_BYTES} once unpacked. What is otherwise is
 * refused with 422 {@code statement-unreadable}, and the field says where.
 */
final class CamtElement implements AutoCloseable {

    static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int LONGEST_TEXT = 4000;
    private static final int DEEPEST = 24;

    private final XMLStreamReader reader;
    private final Deque<String> path = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    private CamtElement(XMLStreamReader reader) {
        this.reader = reader;
    }

    static CamtElement of(InputStream document) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        try {
            return new CamtElement(factory.createXMLStreamReader(new Bounded(document)));
        } catch (XMLStreamException e) {
            throw unreadable("Document", "It is no XML.");
        }
    }

    /** What happened: an element began or ended. */
    enum Event {
        BEGIN,
        END,
        DONE
    }

    /** The next that begins or ends; of one that ends, {@link #text()} is what stood in it. */
    Event next() {
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        begin();
                        return Event.BEGIN;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        return Event.END;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> add();
                    case XMLStreamConstants.DTD ->
                        throw unreadable("Document", "It has a document type, which none may have.");
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw unreadable(place(), "It has an entity, which none may have.");
                    default -> {}
                }
            }
            return Event.DONE;
        } catch (XMLStreamException e) {
            throw unreadable(place(), "It is no XML from line " + line(e) + " on.");
        }
    }

    private void begin() {
        path.addLast(reader.getLocalName());
        text.setLength(0);
        if (path.size() > DEEPEST) {
            throw unreadable(place(), "Its elements are nested too deep.");
        }
    }

    private void add() {
        if (text.length() + reader.getTextLength() > LONGEST_TEXT) {
            throw unreadable(place(), "A text is longer than %d characters.".formatted(LONGEST_TEXT));
        }
        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    /** The element that {@link #next} has told of the end of is left. */
    void leave() {
        path.removeLast();
        text.setLength(0);
    }

    /** The elements that this one is in, the outermost first, with dots between them, and itself. */
    String place() {
        return path.isEmpty() ? "Document" : String.join(".", path);
    }

    String text() {
        return text.toString().strip();
    }

    /** An attribute of the element that begins; null where it has none of this name. */
    String attribute(String name) {
        return reader.getAttributeValue(null, name);
    }

    String namespace() {
        return reader.getNamespaceURI();
    }

    private static int line(XMLStreamException failure) {
        return failure.getLocation() == null ? 1 : failure.getLocation().getLineNumber();
    }

    static DomainException unreadable(String field, String detail) {
        return DomainException.unprocessable("statement-unreadable", detail).about(field);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is unpacked may be a thousand times what came. */
    private static final class Bounded extends FilterInputStream {

        private long left = MOST_BYTES;

        Bounded(InputStream document) {
            super(document);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw DomainException.unprocessable(
                                "statement-too-large",
                                "It is larger than %d bytes once unpacked.".formatted(MOST_BYTES))
                        .about("Document");
            }
        }
    }
}
