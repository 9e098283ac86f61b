package io.cfa.maven.mojo.supplychain;

import io.cfa.maven.sbom.BillException;
import io.cfa.maven.sbom.LicencePolicy;
import io.cfa.maven.sbom.ReleaseBill;
import io.cfa.maven.sbom.ReleaseDocument;
import io.cfa.maven.sbom.vulnerability.ScanResult;
import io.cfa.maven.sbom.vulnerability.VulnerabilityPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * Shows what a release is made of, and keeps it, also where it may not be shipped.
 *
 * @param release of what
 * @param file    where the document goes
 * @param log     shows the lines
 */
record BillOutput(ReleaseBill release, Path file, Log log) {

    /**
     * Writes the document, and judges licences and what scanners found.
     *
     * @throws BillException naming each jar and each vulnerability that stops the release
     */
    void show(LicencePolicy licences, VulnerabilityPolicy policy, List<ScanResult> found) {
        new ReleaseDocument(release).write(file);
        log.info(release.name() + " " + release.version() + ": "
                + release.components().size() + " jars in " + release.services().size() + " images, " + file);
        release.licenceCounts().forEach((licence, count) -> log.info("  " + count + "  " + licence));
        List<String> problems = new ArrayList<>();
        List<String> denied = denied(licences);
        if (!denied.isEmpty()) {
            problems.add("jars that may not be shipped: " + denied.size() + "\n  " + String.join("\n  ", denied)
                    + "\nNext: replace or exclude each; where a POM does not say what is true, say it with"
                    + " cfa.knownLicences=group:artifact=SPDX in the root POM");
        }
        try {
            policy.judge(found).forEach(log::info);
        } catch (BillException e) {
            problems.add(e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw new BillException(String.join("\n", problems));
        }
    }

    private List<String> denied(LicencePolicy policy) {
        List<String> denied = new ArrayList<>();
        release.components().forEach((jar, services) -> policy.refusal(release.licences(jar))
                .ifPresent(
                        reason -> denied.add(jar.coordinates() + " of " + String.join(", ", services) + " " + reason)));
        return denied;
    }
}
