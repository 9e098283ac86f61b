package io.cfa.maven.mojo.console;

import io.cfa.maven.report.ConsoleStyle;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;

/** Finds out how lines look where they are read: coloured as Maven's own, and as wide as the terminal. */
public final class TerminalStyle {

    private static final int UNKNOWN = 80;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 400;
    private static final long PATIENCE = 500;

    private TerminalStyle() {}

    /** By {@code -Dstyle.color=always|never} and the variable COLUMNS, else where a person looks at a terminal; 80 columns where nobody knows. */
    public static ConsoleStyle of(MavenSession session) {
        String style = session.getRequest().getUserProperties().getProperty("style.color", "auto");
        boolean colour =
                switch (style) {
                    case "always" -> true;
                    case "never" -> false;
                    default -> System.getenv("NO_COLOR") == null && isWatched(session);
                };
        OptionalInt given = number(Objects.toString(System.getenv("COLUMNS"), ""));
        OptionalInt columns = given.isPresent() || !isWatched(session) ? given : columnsOfTheTerminal();
        return ConsoleStyle.of(colour, Math.max(NARROWEST, Math.min(WIDEST, columns.orElse(UNKNOWN))));
    }

    /** Whether a person looks on: a terminal, and not Maven's batch mode ({@code -B}). */
    public static boolean isWatched(MavenSession session) {
        return session.getRequest().isInteractiveMode() && isTerminal(System.console());
    }

    /** Source: stty(1), {@code size}: rows and columns of the terminal that it reads from. */
    private static OptionalInt columnsOfTheTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return number(Stream.of(size.strip().split(" ")).skip(1).findFirst().orElse(""));
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    private static OptionalInt number(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** From Java 22 on there is a console even where nobody looks, and a method that tells. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
