package io.cfa.maven.readers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the corpus through Docker's own programs and through our readers, and prints each difference; {@code deploy/sandbox/readers} calls it.
 * With {@code record} it writes into the corpus what Docker says instead.
 */
final class ReadersAgainstDocker {

    private ReadersAgainstDocker() {}

    /** Arguments: the program of Docker Compose, that of Docker, and {@code record}, with a kind or for all, to write down what they say. */
    public static void main(String[] arguments) throws IOException {
        int cases = 0;
        int differ = 0;
        try (ComposeReading docker = new ComposeReading(List.of(arguments[0]), List.of(arguments[1]))) {
            for (ReaderKind kind : ReaderKind.values()) {
                List<ReaderCase> all = ReaderCase.read(kind.fileName());
                if (arguments.length > 2) {
                    if (arguments.length == 3 || arguments[3].equals(kind.fileName())) {
                        record(kind, docker);
                    }
                    continue;
                }
                for (ReaderCase each : all) {
                    cases++;
                    String compose = docker.read(kind, each.input());
                    String ours = kind.read(each.input());
                    if (!compose.equals(each.compose()) || !ours.equals(each.expected())) {
                        differ++;
                        System.out.println(each + "\n  Docker: " + compose + "\n  recorded: " + each.compose()
                                + "\n  ours: " + ours
                                + each.ours()
                                        .map(by -> "\n  by design: " + by + ", as " + each.reason())
                                        .orElse(""));
                    }
                }
            }
        }
        System.out.println("cases=" + cases + " differ=" + differ);
        System.exit(differ == 0 ? 0 : 1);
    }

    private static void record(ReaderKind kind, ComposeReading docker) throws IOException {
        Path file = ReaderCase.CORPUS.resolve(kind.fileName() + ".txt");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (ReaderCase each : ReaderCase.read(kind.fileName())) {
            int at = Integer.parseInt(each.place().replaceFirst(".*:", "")) - 1;
            String[] parts = lines.get(at).split("\t", -1);
            String said = docker.read(kind, each.input());
            lines.set(
                    at,
                    parts[0] + "\t" + said
                            + each.ours()
                                    .map(by -> "\t" + by + "\t" + each.reason())
                                    .orElse(""));
        }
        Files.write(file, lines);
    }
}
