package io.cfa.compliance.watchlist;

import io.cfa.compliance.name.NameNormalizer;
import io.cfa.kit.DomainException;
import io.cfa.kit.exchange.BoundedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a list that was uploaded: a JSON array of objects with {@code name} and {@code reason}, some hundred at a time, so that no list is in memory whole. What
 * cannot be read is refused with its place, such as {@code names[17].name}.
 */
@Component
class ListReader {

    private static final int AT_ONCE = 500;
    private static final int MOST_NAMES = 200_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 500;

    private final JsonMapper json;
    private final ObjectReader named;

    ListReader(JsonMapper json) {
        this.json = json;
        // more stands behind each of them
        this.named = json.readerFor(Named.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** A name of a list, and its words as {@link NameNormalizer} gives them. */
    record Line(String words, String name, String reason) {}

    private record Named(String name, String reason) {}

    /** Tells of all names in their order, some at a time; returns how many there are. */
    int read(InputStream document, Consumer<List<Line>> lines) {
        int read = 0;
        List<Line> some = new ArrayList<>();
        try (JsonParser parser = json.createParser(new Unpacked(document))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw unreadable("names", "It is no JSON array.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                some.add(line(read, parser));
                if (++read > MOST_NAMES) {
                    throw unreadable("names", "It has more than %d names.".formatted(MOST_NAMES));
                }
                if (some.size() == AT_ONCE) {
                    lines.accept(List.copyOf(some));
                    some.clear();
                }
            }
            if (parser.nextToken() != null) {
                throw unreadable("names", "Something stands behind the array.");
            }
        } catch (JacksonException e) {
            throw unreadable(
                    "names[" + read + "]", "It is no JSON that can be read here: an object with name and reason.");
        }
        lines.accept(some);
        return read;
    }

    private Line line(int number, JsonParser parser) {
        String place = "names[" + number + "]";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unreadable(place, "It is no object with name and reason.");
        }
        Named read = named.readValue(parser);
        String name = text(place + ".name", read.name(), LONGEST_NAME);
        if (!NameNormalizer.isComparable(name)) {
            throw unreadable(place + ".name", "It has not two letters, so nobody can be compared with it.");
        }
        return new Line(NameNormalizer.of(name), name, text(place + ".reason", read.reason(), LONGEST_REASON));
    }

    private static String text(String place, String text, int longest) {
        if (text == null || text.isBlank() || text.length() > longest) {
            throw unreadable(place, "It has to have 1 to %d characters.".formatted(longest));
        }
        return text.strip();
    }

    private static DomainException unreadable(String place, String why) {
        return DomainException.unprocessable("list-unreadable", why).about(place);
    }

    /** No more than so many bytes, however well they were packed. */
    private static final class Unpacked extends BoundedInputStream {

        Unpacked(InputStream in) {
            super(in, MOST_BYTES);
        }

        @Override
        protected IOException tooLarge() {
            throw unreadable("names", "It is more than %d MiB.".formatted(MOST_BYTES >> 20));
        }

        @Override
        protected IOException broken(IOException why) {
            throw unreadable("names", "It is not packed with gzip, or cut off.");
        }
    }
}
