package io.cfa.maven.mojo.console;

import java.io.Console;
import org.apache.maven.execution.MavenSession;

/** Decides whether lines are coloured, as Maven decides it for its own. */
public final class TerminalColours {

    private TerminalColours() {}

    /** By {@code -Dstyle.color=always|never}, else where a person looks at a terminal. */
    public static boolean wanted(MavenSession session) {
        String style = session.getRequest().getUserProperties().getProperty("style.color", "auto");
        return switch (style) {
            case "always" -> true;
            case "never" -> false;
            default -> System.getenv("NO_COLOR") == null && isWatched(session);
        };
    }

    /** Whether a person looks on: a terminal, and not Maven's batch mode ({@code -B}). */
    public static boolean isWatched(MavenSession session) {
        return session.getRequest().isInteractiveMode() && isTerminal(System.console());
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
