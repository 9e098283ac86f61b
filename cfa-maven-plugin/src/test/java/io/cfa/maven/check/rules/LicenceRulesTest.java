package io.cfa.maven.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.cfa.maven.check.files.Findings;
import io.cfa.maven.check.files.LicenceQuestion.DeniedJar;
import io.cfa.maven.check.files.PomFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LicenceRulesTest {

    private static final Path ROOT = Path.of("/clone");
    private static final Path POM = ROOT.resolve("services/identity/pom.xml");
    private static final String TEXT =
            """
            <project>
              <dependencies>
                <dependency>
                  <groupId>org.example</groupId>
                  <artifactId>client</artifactId>
                </dependency>
              </dependencies>
            </project>
            """;

    private static String finding(String direct, Optional<PomFile> pom) {
        Findings findings = new Findings(ROOT);
        new LicenceRules(findings.of("licence"))
                .check(
                        new DeniedJar(POM, direct, "org.example:odd:1.0", "is under AGPL-3.0-only, which is denied"),
                        pom);
        assertThat(findings.sorted()).singleElement().satisfies(found -> assertThat(found.check())
                .isEqualTo("licence"));
        return findings.sorted().get(0).toString();
    }

    @Test
    void aJarIsNamedAtTheDependencyThatBringsIt() {
        assertThat(finding("org.example:client", Optional.of(PomFile.parse(POM, TEXT))))
                .isEqualTo(
                        "services/identity/pom.xml:5  org.example:odd:1.0, which comes with org.example:client, is under"
                                + " AGPL-3.0-only, which is denied; expected a licence that cfa.deniedLicences lets pass. Next: replace or"
                                + " exclude it; where its POM does not say what is true, say it with"
                                + " cfa.knownLicences=org.example:odd=SPDX-IDENTIFIER in the root POM");
    }

    @Test
    void aDependencyThatIsInheritedOrCannotBeReadIsNamedAtTheBeginning() {
        assertThat(finding("org.example:odd", Optional.of(PomFile.parse(POM, TEXT))))
                .startsWith(
                        "services/identity/pom.xml:1  org.example:odd:1.0, is under AGPL-3.0-only, which is denied; ");
        assertThat(finding("org.example:client", Optional.empty())).startsWith("services/identity/pom.xml:1  ");
    }
}
