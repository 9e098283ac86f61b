package io.cfa.maven.mojo.console;

import io.cfa.maven.image.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Shows of each image a line that changes in place, at the end of a terminal. While there is one, whatever else is written to standard output
 * comes through here, so that it finds a clean line, also when seven modules write at a time.
 */
public final class ProgressDisplay implements Progress {

    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final int WIDTH = 79;
    private static final String ESCAPE = "\033[";

    private final PrintStream terminal;
    private final InstantSource clock;
    private final Consumer<String> log;
    private final PrintStream around = new PrintStream(new Others(), true, StandardCharsets.UTF_8);
    private final Map<String, String> lines = new TreeMap<>();
    private int shown;
    private Instant drawn = Instant.MIN;
    private boolean isAtLineStart = true;

    /**
     * Shows lines.
     *
     * @param terminal what System.out is
     * @param log      is told what stays, and writes it to System.out
     */
    public ProgressDisplay(PrintStream terminal, InstantSource clock, Consumer<String> log) {
        this.terminal = terminal;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public void say(String line) {
        log.accept(line);
    }

    @Override
    public synchronized void now(String image, String doing) {
        if (System.out == terminal) {
            System.setOut(around);
        }
        lines.put(image, doing);
        if (shown != lines.size() || !clock.instant().isBefore(drawn.plus(BETWEEN))) {
            draw();
        }
    }

    @Override
    public synchronized void done(String image) {
        lines.remove(image);
        erase();
        if (!lines.isEmpty()) {
            draw();
        } else if (System.out == around) {
            System.setOut(terminal);
        }
    }

    private void draw() {
        if (isAtLineStart) {
            StringBuilder text = new StringBuilder(eraser());
            lines.forEach(
                    (image, doing) -> text.append(cut(image + " " + doing)).append('\n'));
            print(text.toString());
            shown = lines.size();
            drawn = clock.instant();
        }
    }

    private void erase() {
        print(eraser());
        shown = 0;
    }

    /** Up to the first of our lines, and all from there on. */
    private String eraser() {
        return shown == 0 ? "" : ESCAPE + shown + "A" + ESCAPE + "J";
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }

    private static String cut(String line) {
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH);
    }

    /** What others write. */
    private final class Others extends OutputStream {

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            synchronized (ProgressDisplay.this) {
                erase();
                terminal.write(bytes, offset, length);
                if (length > 0) {
                    isAtLineStart = bytes[offset + length - 1] == '\n';
                }
            }
        }

        @Override
        public void flush() {
            terminal.flush();
        }
    }
}
