package io.cfa.maven.mojo;

import io.cfa.maven.host.HostContext;
import io.cfa.maven.host.Sleeper;
import io.cfa.maven.host.check.ExpectedHost;
import io.cfa.maven.model.Bundle;
import io.cfa.maven.model.Stack;
import io.cfa.maven.mojo.console.DataOutput;
import io.cfa.maven.mojo.console.ReportOutput;
import io.cfa.maven.mojo.console.TerminalStyle;
import io.cfa.maven.mojo.release.RegistryImages;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.SessionEnvironment;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.format.DataJson;
import io.cfa.maven.rollout.plan.RolloutRequest;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Finds everything that would stop a rollout, before one is tried, each with its remedy; changes nothing.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw -N cfa:doctor}
 *   <li>{@code ./mvnw -N cfa:doctor -Dcfa.host=deploy@cfa2 -Dcfa.format=json}
 * </ul>
 */
@Mojo(name = "doctor", aggregator = true, requiresProject = false, threadSafe = true)
public final class DoctorMojo extends AbstractHostMojo {

    /** The user whose login at the registry is tried; the password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether the registry may be tried by plain http, or with a certificate that nobody vouches for, where it is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from one run to the next of what registries answered. */
    @Parameter(property = "cfa.cacheDirectory", alias = "cache", defaultValue = "${user.home}/.cache/cfa")
    private String cacheDirectory;

    /** {@code text} for a person, or {@code json} for a program: on standard output, also with {@code -q}; its schema is docs/output-schema.md. */
    @Parameter(property = "cfa.format", defaultValue = "text")
    private String format;

    @Override
    protected void execute(RemoteHost remote, Stack stack) throws MojoFailureException {
        DataOutput output = DataOutput.of(format, getLog());
        RegistryImages images = new RegistryImages(new BuildSession(
                session, decrypter, BuildSession.Access.of(registryUser, allowInsecure, cacheDirectory), getLog()));
        Report report = target(HostContext.of(remote, Sleeper.system(), getLog()::info), stack)
                .examine(
                        new ExpectedHost(stack, compose(), project(), Optional.of(Bundle.read(bundle()))),
                        images.tags(),
                        RolloutRequest.Login.of(SessionEnvironment.of(session)).map(RolloutRequest.Login::user));
        output.show(() -> ReportOutput.checks(report, TerminalStyle.of(session)), () -> DataJson.checks(report));
        ReportOutput.requirePassed(report);
    }
}
