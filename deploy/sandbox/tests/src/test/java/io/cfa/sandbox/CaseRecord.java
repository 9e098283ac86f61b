package io.cfa.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a script of the sandbox saw of one case: a directory with a file for each fact, and the logs of the goals that ran. */
record CaseRecord(Path directory) {

    /** The cases of the run that {@code -Dcfa.records} names; at least one. */
    static List<CaseRecord> ofThisRun() {
        Path suite = Path.of(System.getProperty("cfa.records"));
        try (Stream<Path> cases = Files.list(suite)) {
            List<CaseRecord> records = cases.sorted().map(CaseRecord::new).toList();
            if (records.isEmpty()) {
                throw new IllegalStateException(
                        suite + " holds no case. Next: look at the names that the script was given");
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return directory.getFileName().toString();
    }

    /** The text of a fact or a log; nothing where it was not written, as by a case that was broken off. */
    String fact(String name) {
        Path file = directory.resolve(name);
        try {
            // what a program printed may be no UTF-8
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean is(String name, String value) {
        return fact(name).equals(value);
    }

    /** Writes down that nothing is wrong with it, for the script that counts. */
    void pass() {
        try {
            Files.writeString(directory.resolve("verdict"), "ok");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shown as the case's name in the reports. */
    @Override
    public String toString() {
        return name();
    }
}
