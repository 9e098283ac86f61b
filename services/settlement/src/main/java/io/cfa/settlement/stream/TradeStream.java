package io.cfa.settlement.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Streams of server-sent events, each to its end: what has happened since a place, what happens then, and a word now and then that it lives. */
@Service
class TradeStream {

    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 100;

    private final TradeEvents events;
    private final StreamLimits limits;
    private final JsonMapper json;

    TradeStream(TradeEvents events, StreamLimits limits, JsonMapper json) {
        this.events = events;
        this.limits = limits;
        this.json = json;
    }

    /** Behind everything that is over. */
    Position now() {
        return events.now();
    }

    /**
     * Writes until the end.
     *
     * @param from the last event that the caller has; null where it has none, and begins with what happens from now on
     */
    void run(String party, Position from, Instant end, OutputStream out) throws IOException {
        write(out, "retry: 1000\n\n");
        Position position = from;
        if (from == null) {
            position = events.now();
            // without data it is no event, and yet where a caller goes on from that loses us now
            write(out, "id: " + position + "\n\n");
        } else if (!events.has(from)) {
            position = events.now();
            // what was in between is forgotten: the list of trades says how they are
            write(out, "id: " + position + "\nevent: reset\ndata: {}\n\n");
        }
        Instant written = Instant.now();
        while (Instant.now().isBefore(end)) {
            List<TradeEvent> some = events.behind(position, party, AT_ONCE);
            for (TradeEvent event : some) {
                write(
                        out,
                        "id: %s\nevent: trade\ndata: %s\n\n"
                                .formatted(event.position(), json.writeValueAsString(event)));
                position = event.position();
            }
            Instant now = Instant.now();
            if (!some.isEmpty()) {
                written = now;
            } else if (Duration.between(written, now).compareTo(SILENCE) >= 0) {
                write(out, ":\n\n");
                written = now;
            }
            if (some.size() < AT_ONCE && !limits.pause()) {
                return;
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
