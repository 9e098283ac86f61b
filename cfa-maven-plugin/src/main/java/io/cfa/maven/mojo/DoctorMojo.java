package io.cfa.maven.mojo;

import io.cfa.maven.docker.ComposeProject;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.model.ComposeFile;
import io.cfa.maven.model.Stack;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.ConsoleReport;
import io.cfa.maven.report.Report;
import io.cfa.maven.rollout.execute.Rollout;
import io.cfa.maven.rollout.plan.RolloutRequest;
import io.cfa.maven.verify.inspect.Doctor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/** Finds everything that would stop a rollout, before one is tried, each with its remedy; changes nothing. */
@Mojo(name = "doctor", aggregator = true, requiresProject = false, threadSafe = true)
public final class DoctorMojo extends ReleaseMojo {

    @Override
    void execute(RemoteHost remote, Stack stack, Map<String, String> variables) throws MojoFailureException {
        RolloutRequest request = new RolloutRequest(
                "",
                stack,
                ComposeFile.read(bundle().resolve(Stack.COMPOSE_FILE)),
                new ComposeProject(directory, variables),
                Map.of(),
                Optional.empty());
        List<String> readiness = new Rollout(remote, Sleeper.system(), getLog()::info).problems(request);
        Report report = new Doctor(remote, Sleeper.system()).examine(stack, directory, images().tags(), readiness);
        new ConsoleReport(Colours.wanted(session), "CHECK").lines(report).forEach(getLog()::info);
        if (!report.hasPassed()) {
            throw new MojoFailureException(ReportOutput.summary(report));
        }
    }
}
