package io.cfa.maven.check.rules;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.LicenceQuestion.DeniedJar;
import io.cfa.maven.check.files.PomFile;
import io.cfa.maven.check.files.PomFile.Element;
import io.cfa.maven.model.source.SourceLocation;
import java.util.List;
import java.util.Optional;

/** Names jars that may not be shipped, at the dependency that brings them. */
public final class LicenceRules {

    private static final String DEPENDENCY = "project/dependencies/dependency/artifactId";

    private final Findings findings;

    public LicenceRules(Findings findings) {
        this.findings = findings;
    }

    /**
     * Adds a finding for a jar.
     *
     * @param pom the module's, where it can be read
     */
    public void check(DeniedJar jar, Optional<PomFile> pom) {
        String through = jar.jar().startsWith(jar.direct() + ":") ? "" : ", which comes with " + jar.direct();
        findings.add(
                place(jar, pom),
                jar.jar() + through + ", " + jar.reason(),
                "a licence that cfa.deniedLicences lets pass",
                "replace or exclude it; where its POM does not say what is true, say it with cfa.knownLicences="
                        + jar.jar().replaceFirst(":[^:]*$", "") + "=SPDX-IDENTIFIER in the root POM");
    }

    private static SourceLocation place(DeniedJar jar, Optional<PomFile> pom) {
        String artifact = jar.direct().replaceFirst("^.*:", "");
        return pom.map(PomFile::elements).orElse(List.of()).stream()
                .filter(element ->
                        element.path().equals(DEPENDENCY) && element.text().equals(artifact))
                .map(Element::place)
                .findFirst()
                .orElse(new SourceLocation(jar.pom(), 1));
    }
}
