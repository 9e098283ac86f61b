package io.cfa.maven.mojo.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

    private static final String UP = "\033[1A\033[J";

    private final PrintStream real = System.out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private Instant now = Instant.EPOCH;
    private ProgressDisplay lines;

    @BeforeEach
    void standardOutputIsATerminal() {
        System.setOut(terminal);
        lines = new ProgressDisplay(terminal, () -> now, line -> System.out.print("[INFO] " + line + "\n"));
    }

    @AfterEach
    void standardOutputIsItselfAgain() {
        System.setOut(real);
    }

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private void later(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    @Test
    void aLineChangesInPlaceAndNotTooOften() {
        lines.now("identity", "uploads kit, 1 kB of 9 kB");
        assertThat(written()).isEqualTo("identity uploads kit, 1 kB of 9 kB\n");
        later(99);
        lines.now("identity", "uploads kit, 2 kB of 9 kB");
        assertThat(written()).isEmpty();
        later(1);
        lines.now("identity", "uploads kit, 3 kB of 9 kB");
        assertThat(written()).isEqualTo(UP + "identity uploads kit, 3 kB of 9 kB\n");
    }

    @Test
    void whatOthersWriteStandsAboveAndWhole() {
        lines.now("identity", "uploads");
        lines.now("issuance", "packs");
        written();
        System.out.print("[INFO] compiling\n");
        assertThat(written()).isEqualTo("\033[2A\033[J[INFO] compiling\n");
        lines.now("issuance", "uploads");
        assertThat(written()).isEqualTo("identity uploads\nissuance uploads\n");
    }

    @Test
    void anUnfinishedLineOfOthersIsLeftAlone() {
        lines.now("identity", "uploads");
        System.out.print("Progress (1): 5 kB");
        written();
        later(500);
        lines.now("identity", "uploads more");
        assertThat(written()).isEmpty();
        System.out.print("\n");
        lines.now("identity", "uploads more");
        assertThat(written()).isEqualTo("\nidentity uploads more\n");
    }

    @Test
    void atTheEndOnlyWhatStaysIsThere() {
        lines.now("identity", "uploads");
        lines.now("issuance", "uploads");
        written();
        lines.say("identity is pushed");
        lines.done("identity");
        assertThat(written()).isEqualTo("\033[2A\033[J[INFO] identity is pushed\nissuance uploads\n");
        lines.done("issuance");
        assertThat(written()).isEqualTo(UP);
        assertThat(System.out).isSameAs(terminal);
        System.out.print("[INFO] done\n");
        assertThat(written()).isEqualTo("[INFO] done\n");
    }

    @Test
    void aLineIsNeverLongerThanATerminalIsWide() {
        lines.now("identity", "x".repeat(200));
        assertThat(written()).hasSize(80).endsWith("x\n");
    }

    @Test
    void manyThreadsWriteWholeLines() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < 7; thread++) {
            String image = "service-" + thread;
            threads.add(new Thread(() -> {
                for (int step = 0; step < 50; step++) {
                    lines.now(image, "step " + step);
                    System.out.print("[INFO] " + image + " " + step + "\n");
                }
                lines.done(image);
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(onScreen(written())).hasSize(7 * 50).allMatch(line -> line.matches("\\[INFO] service-\\d \\d+"));
    }

    /** What a terminal shows in the end. */
    private static List<String> onScreen(String written) {
        List<String> screen = new ArrayList<>();
        for (String part : written.split("(?<=\n)|(?=\033)|(?<=\033\\[J)|(?<=A)")) {
            if (part.matches("\033\\[\\d+A")) {
                int up = Integer.parseInt(part.replaceAll("\\D", ""));
                screen.subList(screen.size() - up, screen.size()).clear();
            } else if (!part.startsWith("\033") && !part.isEmpty()) {
                screen.add(part.strip());
            }
        }
        return screen;
    }
}
