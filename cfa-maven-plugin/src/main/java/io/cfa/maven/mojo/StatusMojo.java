package io.cfa.maven.mojo;

import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.Remote;
import io.cfa.maven.verify.Pacing;
import io.cfa.maven.verify.Status;
import java.util.Map;
import org.apache.maven.plugins.annotations.Mojo;

/** Shows what runs on the host, since when and from which commit, and the last ten releases; judges nothing, and changes nothing. */
@Mojo(name = "status", aggregator = true, requiresProject = false, threadSafe = true)
public final class StatusMojo extends HostMojo {

    @Override
    void execute(Remote remote, Stack stack, Map<String, String> variables) {
        new Status(remote, Pacing.system()).lines(stack, directory).forEach(getLog()::info);
    }
}
