package io.cfa.maven.verify;

import io.cfa.maven.host.bundle.BundleLocation;
import io.cfa.maven.model.ImageReference;
import io.cfa.maven.model.Service;
import io.cfa.maven.remote.RemoteHost;
import io.cfa.maven.report.Report;
import io.cfa.maven.report.RunningService;
import io.cfa.maven.report.TimedStep;
import io.cfa.maven.report.VerificationReport;
import io.cfa.maven.verify.http.EndpointCheck;
import io.cfa.maven.verify.probe.ExpectedImage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds to a report what its readers want to know besides: which release that is, and where they can look for themselves.
 *
 * @param request what was asked for
 * @param host    which host was asked
 */
public record ReportAssembler(VerifyRequest request, RemoteHost host) {

    /**
     * Puts it together.
     *
     * @param begin  when the verification, or the rollout before it, began
     * @param source the web page of the project's repository
     * @param steps  those of the rollout before it
     */
    public VerificationReport of(
            Report report, Instant begin, Instant end, Optional<URI> source, List<TimedStep> steps) {
        return new VerificationReport(
                report,
                host.name(),
                end,
                Duration.between(begin, end),
                release(report.running()),
                page(),
                source,
                steps);
    }

    /**
     * The tag that the images were pushed under, if it is another than the one that the compose file runs; else the one commit that everything
     * of ours says it was built from; nothing where there are several.
     */
    private Optional<String> release(List<RunningService> running) {
        Set<String> tags = new TreeSet<>();
        Set<String> commits = new TreeSet<>();
        for (Service service : request.stack().builtHere()) {
            Optional.ofNullable(request.images().get(service.name()))
                    .map(ExpectedImage::reference)
                    .filter(reference -> !reference.equals(service.image()))
                    .flatMap(ImageReference::tag)
                    .ifPresent(tags::add);
            running.stream()
                    .filter(container -> container.service().equals(service.name()))
                    .forEach(container -> container.revision().ifPresent(commits::add));
        }
        Set<String> names = tags.isEmpty() ? commits : tags;
        return names.stream().findFirst().filter(only -> names.size() == 1);
    }

    /** The page of the first of our services that is published. */
    private Optional<URI> page() {
        String address = request.bundle().flatMap(BundleLocation::publicHost).orElse(host.address());
        return EndpointCheck.of(request.stack().builtHere()).stream()
                .findFirst()
                .map(question -> question.at(address));
    }
}
