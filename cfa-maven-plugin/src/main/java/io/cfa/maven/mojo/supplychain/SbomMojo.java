package io.cfa.maven.mojo.supplychain;

import io.cfa.maven.git.Git;
import io.cfa.maven.mojo.service.BillAttestation;
import io.cfa.maven.mojo.service.DependencyLicences;
import io.cfa.maven.mojo.service.ServiceBills;
import io.cfa.maven.mojo.session.BuildSession;
import io.cfa.maven.mojo.session.GoalRunner;
import io.cfa.maven.sbom.LicencePolicy;
import io.cfa.maven.sbom.ReleaseBill;
import io.cfa.maven.sbom.ServiceBill;
import io.cfa.maven.sbom.vulnerability.ScanReader;
import io.cfa.maven.sbom.vulnerability.ScanResult;
import io.cfa.maven.sbom.vulnerability.Severity;
import io.cfa.maven.sbom.vulnerability.VulnerabilityPolicy;
import java.io.File;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * Merges the bills of materials of all services into one document of CycloneDX for the release, with the licence of each jar; fails on a licence that is
 * denied, and on what a scanner found. After cfa:push or cfa:image of all services, which write theirs.
 *
 * <p>Examples:
 *
 * <ul>
 *   <li>{@code ./mvnw package cfa:image -DskipTests}
 *   <li>{@code ./mvnw cfa:sbom}
 *   <li>{@code ./mvnw cfa:sbom -Dcfa.vulnerabilities=trivy.json}
 * </ul>
 */
@Mojo(name = "sbom", aggregator = true, threadSafe = true)
public final class SbomMojo extends AbstractMojo {

    /** Where the document goes; GitLab reads files that are called gl-sbom-*.cdx.json. */
    @Parameter(
            property = "cfa.sbomFile",
            defaultValue = "${maven.multiModuleProjectDirectory}/target/cfa/gl-sbom-release.cdx.json")
    private File sbomFile;

    /**
     * The SPDX identifiers of the licences that no image may hold, separated by commas; {@code *} stands for any letters. A jar with several licences may
     * be used under any of them. Where something is denied, a jar whose licence is not known is denied too.
     */
    @Parameter(property = "cfa.deniedLicences")
    private List<String> deniedLicences = List.of();

    /** What is known of jars whose POM does not say it: {@code group:artifact=SPDX}, separated by commas. */
    @Parameter(property = "cfa.knownLicences")
    private List<String> knownLicences = List.of();

    /** What scanners found in the release, as files that OSV-Scanner, Trivy or Grype wrote as JSON; separated by commas. */
    @Parameter(property = "cfa.vulnerabilities")
    private List<File> vulnerabilities = List.of();

    /** From which severity on a vulnerability fails the goal: low, medium, high or critical; one that nobody has rated does too. */
    @Parameter(property = "cfa.vulnerabilityThreshold", defaultValue = "high")
    private String vulnerabilityThreshold;

    /** The vulnerabilities that do not, by any of their names, separated by commas. */
    @Parameter(property = "cfa.acceptedVulnerabilities")
    private List<String> acceptedVulnerabilities = List.of();

    /** The commit of the release; the one that the images were pushed as must be the same. */
    @Parameter(property = "cfa.revision", defaultValue = "${env.CI_COMMIT_SHORT_SHA}")
    private String revision;

    /**
     * The directory of compose and env in the repository, below its root; where it has {@code cosign.pub}, the bills of pushed images must be those of the
     * provenance that such a key has signed.
     */
    @Parameter(property = "cfa.bundleDirectory", defaultValue = ".")
    private String bundleDirectory;

    /** The user at the registry of the images, whose password is in the environment variable CFA_REGISTRY_PASSWORD. */
    @Parameter(property = "cfa.registryUser")
    private String registryUser;

    /** Whether plain http, and a certificate that nobody vouches for, are allowed to a registry that is not on this machine. */
    @Parameter(property = "cfa.allowInsecure", defaultValue = "false")
    private boolean allowInsecure;

    /** What is kept from run to run of what registries answered. */
    @Parameter(property = "cfa.cacheDirectory", defaultValue = "${user.home}/.cache/cfa")
    private String cacheDirectory;

    /** Whether the goal does nothing. */
    @Parameter(property = "cfa.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Inject
    private SettingsDecrypter decrypter;

    @Inject
    private GoalRunner runner;

    @Inject
    private DependencyLicences licences;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        runner.run(getLog(), skip, this::merge);
    }

    private void merge() {
        LicencePolicy policy = LicencePolicy.of(deniedLicences, knownLicences);
        VulnerabilityPolicy accepted = new VulnerabilityPolicy(
                Severity.threshold(vulnerabilityThreshold), Set.copyOf(acceptedVulnerabilities));
        List<ScanResult> found = vulnerabilities.stream()
                .map(file -> ScanReader.read(file.toPath()))
                .toList();
        ServiceBills bills = new ServiceBills(session);
        List<ServiceBill> services = bills.read();
        new BillAttestation(
                        new BuildSession(
                                session,
                                decrypter,
                                BuildSession.Access.of(registryUser, allowInsecure, cacheDirectory),
                                getLog())::open,
                        getLog())
                .check(bills.targets(), BuildSession.root(session).resolve(bundleDirectory));
        ReleaseBill release = new ReleaseBill(
                session.getTopLevelProject().getArtifactId(),
                bills.revision(revision, Git.of(session.getRequest(), BuildSession.root(session), getLog()::warn)),
                services,
                licences.of(session, services, policy));
        new BillOutput(release, sbomFile.toPath(), getLog()).show(policy, accepted, found);
    }
}
