package io.cfa.maven.rollout.rehearsal;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.lock.HostCommandLock;
import io.cfa.maven.remote.Command;
import io.cfa.maven.remote.Secret;
import io.cfa.maven.rollout.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The program on the host that does what a rehearsal consists of: its text, how it comes there, and how it is called. */
public final class RehearsalProgram {

    /** Where it lies, below the directory of compose and env. */
    static final String FILE = ".cfa/rehearsal.sh";

    private static final String TEXT = text();

    private final ComposeProject project;
    private final String name;

    /**
     * For one project.
     *
     * @param project on the host
     * @param name    of the project; what is rehearsed has its name with {@code -rehearsal} behind
     */
    public RehearsalProgram(ComposeProject project, String name) {
        this.project = project;
        this.name = name;
    }

    /** The compose project of what is made for a while. */
    public String rehearsed() {
        return name + "-rehearsal";
    }

    /** Brings it to the host, and removes what one before it has left. */
    public Step install(String stateOnFailure) {
        return Step.of(
                "see that nothing is left of an earlier rehearsal",
                HostCommandLock.of(
                        project.directory(),
                        Command.of(
                                        "sh",
                                        "-c",
                                        "umask 077; mkdir -p .cfa/dumps && cat > \"$1.new\" && mv \"$1.new\" \"$1\" && rm -rf .cfa/dumps/*.part && bash \"$1\" sweep \"$2\"",
                                        "sh",
                                        FILE,
                                        rehearsed())
                                .in(project.directory())
                                .stdin(Secret.of(TEXT))
                                .within(Duration.ofMinutes(2))),
                stateOnFailure);
    }

    /** A call of it, which goes on to its end when nobody hears it, and alone. */
    public Command call(Duration limit, String... arguments) {
        Command call =
                Command.of("bash", FILE).with(arguments).in(project.directory()).within(limit);
        for (var variable : project.environment().entrySet()) {
            call = call.env(variable.getKey(), variable.getValue());
        }
        return HostCommandLock.toItsEnd(project.directory(), call);
    }

    /** A question to it, which changes nothing and needs it not to lie there. */
    Command query(String... arguments) {
        return Command.of("bash", "-s", "--")
                .with(arguments)
                .in(project.directory())
                .stdin(Secret.of(TEXT))
                .within(Duration.ofMinutes(5));
    }

    private static String text() {
        try (InputStream stream = RehearsalProgram.class.getResourceAsStream("rehearsal.sh")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
