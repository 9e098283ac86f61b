package io.cfa.maven.readers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs the corpus through the programs whose reading ours must be, and through our readers, and prints each difference;
 * {@code deploy/sandbox/readers} calls it. With {@code record} it writes into the corpus what those say instead.
 */
final class ReadersAgainstPrograms {

    private final List<String> compose;
    private final List<String> docker;
    private final List<String> gitlab;

    private ReadersAgainstPrograms(String[] arguments) {
        this.compose = List.of(arguments[0]);
        this.docker = List.of(arguments[1]);
        this.gitlab = List.of(arguments[2], arguments[3]);
    }

    /**
     * Arguments: the program of Docker Compose, that of Docker, Node, gitlab-ci-local, and {@code record}, with a kind or for all, to write down
     * what they say.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean record = arguments.length > 4;
        int cases = 0;
        int differ = 0;
        ReadersAgainstPrograms programs = new ReadersAgainstPrograms(arguments);
        for (ReaderKind kind : ReaderKind.values()) {
            List<ReaderCase> all = ReaderCase.read(kind.fileName());
            if (record && (arguments.length == 5 || arguments[5].equals(kind.fileName()))) {
                programs.record(kind, all);
            } else if (!record) {
                cases += all.size();
                differ += programs.compare(kind, all);
            }
        }
        System.out.println("cases=" + cases + " differ=" + differ);
        System.exit(differ == 0 ? 0 : 1);
    }

    /** In the order of the cases. */
    private List<String> said(ReaderKind kind, List<ReaderCase> all) throws IOException, InterruptedException {
        List<String> inputs = all.stream().map(ReaderCase::input).toList();
        List<ComposeReading> readings = new CopyOnWriteArrayList<>();
        try {
            return SeveralReaders.readAll(inputs, () -> {
                if (kind == ReaderKind.PIPELINE) {
                    return new GitLabReading(gitlab)::read;
                }
                ComposeReading reading = new ComposeReading(compose, docker);
                readings.add(reading);
                return input -> reading.read(kind, input);
            });
        } finally {
            readings.forEach(ComposeReading::close);
        }
    }

    private int compare(ReaderKind kind, List<ReaderCase> all) throws IOException, InterruptedException {
        int differ = 0;
        int byDesign = 0;
        Iterator<String> answers = said(kind, all).iterator();
        for (ReaderCase each : all) {
            String said = answers.next();
            String ours = kind.read(each.input());
            byDesign += each.ours().isPresent() ? 1 : 0;
            if (!said.equals(each.said()) || !ours.equals(each.expected())) {
                differ++;
                System.out.println(each + "\n  said: " + said + "\n  recorded: " + each.said() + "\n  ours: " + ours
                        + each.ours()
                                .map(by -> "\n  by design: " + by + ", as " + each.reason())
                                .orElse(""));
            }
        }
        System.out.println(
                kind.fileName() + ": " + all.size() + " cases, " + byDesign + " of them read otherwise by design");
        return differ;
    }

    private void record(ReaderKind kind, List<ReaderCase> all) throws IOException, InterruptedException {
        Path file = ReaderCase.CORPUS.resolve(kind.fileName() + ".txt");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Iterator<String> answers = said(kind, all).iterator();
        for (ReaderCase each : all) {
            int at = Integer.parseInt(each.place().replaceFirst(".*:", "")) - 1;
            String[] parts = lines.get(at).split("\t", -1);
            lines.set(
                    at,
                    parts[0] + "\t" + answers.next()
                            + each.ours()
                                    .map(by -> "\t" + by + "\t" + each.reason())
                                    .orElse(""));
        }
        Files.write(file, lines);
    }
}
