package io.cfa.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the services do by the time, they do by the kit's {@link java.time.Clock} or the database's {@code now()}, so that a test can set both. */
class OneClockTest {

    private static final Path SERVICES = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> WITH_A_DATABASE =
            List.of("bank-nominal", "compliance", "identity", "issuance", "registry", "settlement");

    /** How long something here takes, and how long a connection stays, is by the machine's. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of("ChainVerifier.java", "TradeEventApi.java", "TradeStream.java");

    private static final Pattern ANOTHER_CLOCK = Pattern.compile(
            "Clock\\.system|(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime|Year|YearMonth)\\.now\\(\\)"
                    + "|System\\.currentTimeMillis");

    /** Words of the language that no function stands for, and what does not keep still within a transaction. */
    private static final Pattern ANOTHER_NOW = Pattern.compile(
            "(?i)\\b(current_timestamp|current_date|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp)\\b");

    @Test
    void noServiceHasAClockOfItsOwn() throws IOException {
        assertThat(filesThatHave(ANOTHER_CLOCK, WITH_A_DATABASE)).isSubsetOf(OF_THE_MACHINE);
    }

    @Test
    void sqlSaysNowAndNothingElse() throws IOException {
        assertThat(filesThatHave(
                        ANOTHER_NOW,
                        Stream.concat(WITH_A_DATABASE.stream(), Stream.of("service-kit"))
                                .toList()))
                .isEmpty();
    }

    private static Set<String> filesThatHave(Pattern what, List<String> modules) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String module : modules) {
            try (Stream<Path> all = Files.walk(SERVICES.resolve(module).resolve("src/main"))) {
                List<Path> files = all.filter(file -> file.toString().matches(".*\\.(java|sql)"))
                        .toList();
                assertThat(files).as(module).isNotEmpty();
                for (Path file : files) {
                    if (what.matcher(Files.readString(file)).find()) {
                        found.add(file.getFileName().toString());
                    }
                }
            }
        }
        return found;
    }
}
