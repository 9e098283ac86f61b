package io.cfa.maven.mojo.console;

import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Service;
import io.cfa.maven.verify.inspect.LogReader;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows lines that containers printed.
 *
 * @param services whose they are, for the width of the names
 * @param line     shows one
 */
public record LogOutput(List<Service> services, Consumer<String> line) {

    private static final String ORDINAL = "-1";

    /** Shows what was printed, and where that is wanted whatever is printed from then on, until the process is interrupted. */
    public void show(LogReader reader, boolean follow, Sleeper sleeper) {
        int width = services.stream()
                        .mapToInt(service -> service.name().length())
                        .max()
                        .orElse(0)
                + ORDINAL.length();
        reader.next().forEach(each -> line.accept(each.describe(width)));
        while (follow) {
            reader.await(sleeper);
            reader.next().forEach(each -> line.accept(each.describe(width)));
        }
    }
}
