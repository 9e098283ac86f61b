package io.cfa.kit.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** An instant that a database keeps as it is: from a JSON string in ISO 8601 only, with its offset from UTC and a year of four digits. */
final class InstantTextDeserializer extends StdScalarDeserializer<Instant> {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    InstantTextDeserializer() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(getValueType(context), json);
        }
        Instant instant = parsed(json.getString());
        return instant == null || instant.isBefore(FIRST) || !instant.isBefore(END)
                ? context.reportInputMismatch(this, "%s", "must be an instant such as 2026-11-24T09:00:00Z")
                : instant;
    }

    private static Instant parsed(String text) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
