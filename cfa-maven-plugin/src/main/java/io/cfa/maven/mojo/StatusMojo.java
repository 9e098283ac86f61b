package io.cfa.maven.mojo;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.DataOutput;
import io.cfa.maven.mojo.console.TerminalStyle;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.format.DataJson;
import io.cfa.maven.verify.inspect.StatusReport;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what runs on the host, since when and from which commit, and the last ten releases; judges nothing, and changes nothing.
 *
 * <p>Outside of any project the host's own compose and env say what should run: they are copied from it, a few megabytes at most, and believed for which services there are and where
 * they answer, and for nothing else.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:status}
 *   <li>{@code ./mvnw -N -q cfa:status -Dcfa.format=json}
 *   <li>{@code mvn io.cfa:cfa-maven-plugin:status -Dcfa.host=deploy@cfa2}
 * </ul>
 */
@Mojo(name = "status", aggregator = true, requiresProject = false, threadSafe = true)
public final class StatusMojo extends AbstractHostMojo {

    /** {@code text} for a person, or {@code json} for a program: on standard output, also with {@code -q}; its schema is docs/output-schema.md. */
    @Parameter(property = "cfa.format", defaultValue = "text")
    private String format;

    @Override
    boolean looksOnly() {
        return true;
    }

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        DataOutput output = DataOutput.of(format, getLog());
        StatusReport.Tables seen = target(HostContext.of(remote, Sleeper.system(), getLog()::info), stack)
                .status();
        output.show(() -> seen.lines(TerminalStyle.of(session).width()), () -> DataJson.tables(seen.byName()));
    }
}
