package io.cfa.registry.extract;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Lines of text on as many pages as they take: what is on a page lies in a file until the document is saved, so that memory holds little more than a reference to each page. Its font is in the file, as far as it is used, and has Cyrillic letters.
 */
final class PdfLines implements Closeable {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float MARGIN = 48;
    private static final float SIZE = 8.5f;
    private static final float LEADING = 12;
    private static final int MOST_CHARACTERS = 120;

    private final Set<String> headings = new HashSet<>();
    private final BitSet known = new BitSet();
    private final BitSet unknown = new BitSet();
    private PDDocument document;
    private PDFont font;
    private PDPageContentStream page;
    private float y;

    /** Begins; the number is that of the document, which a viewer knows it by. */
    void open(long id) throws IOException {
        document = new PDDocument(PdfScratch::new);
        document.setDocumentId(id);
        try (InputStream letters = PDDocument.class.getResourceAsStream(FONT)) {
            TrueTypeFont shapes = new TTFParser().parse(new RandomAccessReadBuffer(letters));
            // looking for ligatures takes five times as long as all the rest, and what is written here has none
            shapes.setEnableGsub(false);
            font = PDType0Font.load(document, shapes, true);
        }
        nextPage();
    }

    private void nextPage() throws IOException {
        if (page != null) {
            page.close();
        }
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        page = new PDPageContentStream(document, next);
        y = next.getMediaBox().getHeight() - MARGIN;
    }

    void headingOnce(String text) throws IOException {
        if (headings.add(text)) {
            heading(text);
        }
    }

    void heading(String text) throws IOException {
        y -= LEADING;
        write(text, SIZE * 1.4f);
    }

    /** One line, or several where it is long. */
    void line(String text) throws IOException {
        String rest = shown(text);
        for (; rest.length() > MOST_CHARACTERS; rest = rest.substring(MOST_CHARACTERS)) {
            write(rest.substring(0, MOST_CHARACTERS), SIZE);
        }
        write(rest, SIZE);
    }

    private void write(String text, float size) throws IOException {
        if (y < MARGIN) {
            nextPage();
        }
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(MARGIN, y);
        page.showText(text);
        page.endText();
        y -= LEADING;
    }

    /** What the font has no letter for is a question mark: the JSON has it as it is. */
    private String shown(String text) throws IOException {
        StringBuilder shown = new StringBuilder();
        for (int point : text.codePoints().toArray()) {
            boolean known = !Character.isISOControl(point) && Character.isBmpCodePoint(point) && has(point);
            shown.appendCodePoint(known ? point : '?');
        }
        return shown.toString();
    }

    /** The font is asked once about each letter. */
    private boolean has(int point) throws IOException {
        if (!known.get(point) && !unknown.get(point)) {
            try {
                font.encode(Character.toString(point));
                known.set(point);
            } catch (IllegalArgumentException e) {
                unknown.set(point);
            }
        }
        return known.get(point);
    }

    void save(OutputStream out) throws IOException {
        page.close();
        page = null;
        document.save(out);
    }

    /** Takes its file away, saved or not. */
    @Override
    public void close() throws IOException {
        if (document != null) {
            document.close();
        }
    }
}
