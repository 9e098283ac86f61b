package io.cfa.maven.host.release;

import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.remote.Result;
import io.cfa.maven.remote.Secret;
import java.util.List;
import java.util.Optional;

/**
 * The signatures of the images that a host ran, kept beside its release log, so that a rollback can judge them while the registry does not answer. What
 * a line holds is known to whoever judges it.
 *
 * @param directory of compose and env on the host
 */
public record SignatureStore(String directory) {

    private static final String FILE = ".cfa/signatures.jsonl";

    /** Of some 600 bytes each: seven services for five hundred releases. */
    private static final int MOST = 4_000;

    private static final int BYTES = 4_000_000;

    /** Adds lines, each once however often it is run; the oldest go where there are too many, and a reader sees all or none. */
    public Command keep(List<String> lines) {
        return Command.of(
                        "sh",
                        "-c",
                        "umask 022; touch \"$1\" && awk 'length && !seen[$0]++' \"$1\" - > \"$1.all\""
                                + " && tail -n \"$2\" \"$1.all\" > \"$1.new\" && mv \"$1.new\" \"$1\" && rm \"$1.all\"",
                        "sh",
                        FILE,
                        String.valueOf(MOST))
                .in(directory)
                .stdin(Secret.of(String.join("\n", lines) + "\n"));
    }

    /** The lines that are there; none where there is no file yet. */
    public List<String> read(RemoteHost host) {
        Result result = host.run(Command.of("tail", "-c", String.valueOf(BYTES), directory + "/" + FILE));
        return Optional.of(result)
                .filter(Result::succeeded)
                .map(Result::output)
                .orElse("")
                .lines()
                .toList();
    }
}
