package io.cfa.maven.mojo;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.verify.inspect.StatusReport;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows what runs on the host, since when and from which commit, and the last ten releases; judges nothing, and changes nothing. */
@Mojo(name = "status", aggregator = true, requiresProject = false, threadSafe = true)
public final class StatusMojo extends AbstractHostMojo {

    @Override
    protected void execute(RemoteHost remote, Stack stack) {
        new StatusReport(HostContext.of(remote, Sleeper.system(), getLog()::info))
                .lines(stack, remoteDirectory())
                .forEach(getLog()::info);
    }
}
