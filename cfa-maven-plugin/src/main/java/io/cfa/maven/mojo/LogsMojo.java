package io.cfa.maven.mojo;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.DataOutput;
import io.cfa.maven.mojo.console.LogOutput;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.verify.ServiceFilter;
import io.cfa.maven.verify.inspect.LogReader;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what the services on the host printed, all of them interleaved, each line with its container and time.
 *
 * <p>Outside of any project the host's own compose and env say what should run: they are copied from it, a few megabytes at most, and believed for which services there are and where
 * they answer, and for nothing else.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:logs -Dcfa.services=identity -Dcfa.since=60m}
 *   <li>{@code ./mvnw -N cfa:logs -Dcfa.follow}
 *   <li>{@code mvn io.cfa:cfa-maven-plugin:logs -Dcfa.host=deploy@cfa2}
 * </ul>
 */
@Mojo(name = "logs", aggregator = true, requiresProject = false, threadSafe = true)
public final class LogsMojo extends AbstractHostMojo {

    /** The services to read, separated by commas; all of them where not given. */
    @Parameter(property = "cfa.services", alias = "only")
    private Set<String> services = Set.of();

    /** Since when: a time such as 2026-11-24T08:00:00Z, or how long ago, such as 10m. */
    @Parameter(property = "cfa.since", defaultValue = "10m")
    private String since;

    /** Whether to go on until interrupted. */
    @Parameter(property = "cfa.follow", defaultValue = "false")
    private boolean follow;

    /** {@code text} for a person, or {@code json} for a program: on standard output, also with {@code -q}; its schema is docs/output-schema.md. */
    @Parameter(property = "cfa.format", defaultValue = "text")
    private String format;

    @Override
    boolean looksOnly() {
        return true;
    }

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        Set<String> names = new TreeSet<>(services);
        LogReader reader = target(HostContext.of(remote, Sleeper.system(), getLog()::info), stack)
                .logs(names, since);
        new LogOutput(ServiceFilter.of(stack, names), since, DataOutput.of(format, getLog()))
                .show(reader, follow, Sleeper.system());
    }
}
