package io.cfa.kit.boot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Leaves out the auto-configurations of which no bean is in any of the services: Spring would read each of them, and look into its conditions, at every
 * start. They are listed by name in a file beside this class; that the list takes no bean away is tested in each service, and what it does not name is
 * there as ever.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusedAutoConfigurations implements AutoConfigurationImportFilter {

    private static final String LIST = "unused-auto-configurations.txt";

    private final Set<String> unused = names();

    @Override
    public boolean[] match(String[] names, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[names.length];
        for (int at = 0; at < names.length; at++) {
            // what another filter has left out is null
            matches[at] = names[at] == null || !unused.contains(names[at]);
        }
        return matches;
    }

    static Set<String> names() {
        try (InputStream list = UnusedAutoConfigurations.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
