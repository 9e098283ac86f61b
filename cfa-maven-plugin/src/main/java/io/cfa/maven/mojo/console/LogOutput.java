package io.cfa.maven.mojo.console;

import io.cfa.maven.docker.LogLine;
import io.cfa.maven.docker.UnreadableLog;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Service;
import io.cfa.maven.report.format.DataJson;
import io.cfa.maven.verify.inspect.LogReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Shows lines that containers printed.
 *
 * @param services whose they are, for the width of the names
 * @param since    from when on, for what is said where there are none
 * @param output   shows them
 */
public record LogOutput(List<Service> services, String since, DataOutput output) {

    private static final String ORDINAL = "-1";

    /** Shows what was printed, and where that is wanted whatever is printed from then on, until the process is interrupted. */
    public void show(LogReader reader, boolean follow, Sleeper sleeper) {
        AtomicLong shown = new AtomicLong();
        List<UnreadableLog> unread = reader.read(line -> {
            shown.incrementAndGet();
            show(line);
        });
        unread.forEach(log -> output.log().warn(log.describe()));
        if (shown.get() == 0 && unread.isEmpty()) {
            output.log()
                    .warn("nothing was printed since " + since + " by "
                            + services.stream().map(Service::name).collect(Collectors.joining(", "))
                            + ". Next: go further back with -Dcfa.since=24h, or see with cfa:status whether they run");
        }
        while (follow) {
            reader.await(sleeper);
            reader.read(this::show);
        }
    }

    private void show(LogLine line) {
        output.show(() -> List.of(line.describe(width())), () -> json(line));
    }

    private int width() {
        return services.stream()
                        .mapToInt(service -> service.name().length())
                        .max()
                        .orElse(0)
                + ORDINAL.length();
    }

    private static String json(LogLine line) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("container", line.container());
        fields.put("time", line.time().toString());
        fields.put("text", line.text());
        return DataJson.line(fields);
    }
}
