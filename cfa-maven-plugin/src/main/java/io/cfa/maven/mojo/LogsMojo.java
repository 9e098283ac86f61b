package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Service;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.verify.ServiceFilter;
import io.cfa.maven.verify.inspect.LogReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Shows what the services on the host printed, all of them interleaved, each line with its container and time. */
@Mojo(name = "logs", aggregator = true, requiresProject = false, threadSafe = true)
public final class LogsMojo extends HostMojo {

    /** The services to read, separated by commas; all of them where not given. */
    @Parameter(property = "cfa.only")
    private Set<String> only;

    /** Since when: a time such as 2026-11-24T08:00:00Z, or how long ago, such as 10m. */
    @Parameter(property = "cfa.since", defaultValue = "10m")
    private String since;

    /** Whether to go on until interrupted. */
    @Parameter(property = "cfa.follow", defaultValue = "false")
    private boolean follow;

    @Override
    void execute(RemoteHost remote, Stack stack, Map<String, String> variables) {
        Set<String> names = only == null ? Set.of() : new TreeSet<>(only);
        List<String> services =
                ServiceFilter.of(stack, names).stream().map(Service::name).toList();
        LogReader reader = new LogReader(
                remote, new ComposeProject(directory, variables), names.isEmpty() ? List.of() : services, since);
        int width = services.stream().mapToInt(String::length).max().orElse(0) + "-1".length();
        reader.next().forEach(line -> getLog().info(line.describe(width)));
        while (follow) {
            reader.await(Sleeper.system());
            reader.next().forEach(line -> getLog().info(line.describe(width)));
        }
    }
}
