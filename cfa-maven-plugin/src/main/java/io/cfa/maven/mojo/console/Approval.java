package io.cfa.maven.mojo.console;

import io.cfa.maven.host.RolloutException;
import java.io.Console;
import java.util.function.BooleanSupplier;
import org.apache.maven.execution.MavenSession;

/** Asks the person at the terminal whether what was listed shall be done. */
public final class Approval {

    private Approval() {}

    /**
     * An answer that is given beforehand, or asked for when it is needed.
     *
     * @throws RolloutException when it is needed, and there is no terminal to ask on
     */
    public static BooleanSupplier of(MavenSession session, boolean assumeYes) {
        return assumeYes ? () -> true : () -> ask(TerminalStyle.isWatched(session) ? System.console() : null);
    }

    private static boolean ask(Console terminal) {
        if (terminal == null) {
            throw new RolloutException(
                    "the host would change as listed above, and there is no terminal to ask on. Nothing was changed."
                            + " Next: read the list, then run it again with -Dcfa.assumeYes");
        }
        String answer = terminal.readLine("Make these changes on the host? [y/N] ");
        return answer != null && answer.strip().matches("(?i)y|yes");
    }
}
