package io.cfa.maven.mojo;

import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.verify.inspect.StatusReport;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows what runs on the host, since when and from which commit, and the last ten releases; judges nothing, and changes nothing. */
@Mojo(name = "status", aggregator = true, requiresProject = false, threadSafe = true)
public final class StatusMojo extends HostMojo {

    @Override
    void execute(RemoteHost remote, Stack stack, Map<String, String> variables) {
        new StatusReport(remote, Sleeper.system()).lines(stack, directory).forEach(getLog()::info);
    }
}
