package io.cfa.maven.mojo.console;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;

/**
 * What a goal is called for: as lines for a person, or as JSON for a program. It is shown with {@code -q} too, where Maven's own log is silent; what
 * a goal says besides is not.
 *
 * @param isJson  whether a program reads it
 * @param log     shows lines, as long as it shows any
 * @param console standard output
 */
public record DataOutput(boolean isJson, Log log, PrintStream console) {

    private static final String TEXT = "text";
    private static final String JSON = "json";

    /**
     * The output that {@code cfa.format} asks for.
     *
     * @throws IllegalArgumentException if that is neither text nor json
     */
    public static DataOutput of(String format, Log log) {
        if (!List.of(TEXT, JSON).contains(Objects.toString(format))) {
            throw new IllegalArgumentException(
                    "cfa.format is " + format + ", expected text or json. Next: leave it out for text");
        }
        return new DataOutput(JSON.equals(format), log, System.out);
    }

    /** Shows one of both forms; the other is not made. */
    public void show(Supplier<List<String>> lines, Supplier<String> json) {
        if (isJson) {
            console.print(json.get());
            console.flush();
        } else {
            lines.get().forEach(this::line);
        }
    }

    /** Shows a line for a person. */
    public void line(String line) {
        if (log.isInfoEnabled()) {
            log.info(line);
        } else {
            console.println(line);
        }
    }
}
