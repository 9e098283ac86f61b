package io.cfa.maven.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicencesTest {

    private static List<String> ids(String name, String url) {
        return LicenceNames.of(name, url).stream().map(Licence::toString).toList();
    }

    private static Optional<String> refusal(String denied, String... names) {
        List<Licence> licences = java.util.stream.Stream.of(names)
                .flatMap(name -> LicenceNames.of(name, null).stream())
                .toList();
        return LicencePolicy.of(List.of(denied.split(",")), List.of()).refusal(licences);
    }

    @ParameterizedTest
    @CsvSource({
        "'The Apache Software License, Version 2.0', Apache-2.0",
        "'Apache License,\n   Version 2.0', Apache-2.0",
        "The MIT License, MIT",
        "EPL 2.0, EPL-2.0",
        "GPL2 w/ CPE, GPL-2.0-with-classpath-exception",
        "GNU Affero General Public License v3.0, AGPL-3.0",
        "BSD, '\"BSD\"'",
        "Something of our own, '\"Something of our own\"'",
    })
    void theNamesOfPomsAreThoseOfSpdx(String name, String id) {
        assertThat(ids(name, null)).containsExactly(id);
    }

    @Test
    void anAddressSaysItWhereTheNameDoesNot() {
        assertThat(ids("Apache", "https://www.apache.org/licenses/LICENSE-2.0.txt"))
                .containsExactly("Apache-2.0");
        assertThat(ids(null, "http://www.apache.org/licenses/LICENSE-2.0")).containsExactly("Apache-2.0");
        assertThat(ids("Something", "https://example.com/licence.html")).containsExactly("\"Something\"");
    }

    @Test
    void anExpressionIsAChoiceOrHoldsTogether() {
        assertThat(ids("Apache-2.0 OR GPL-3.0-only", null)).containsExactly("Apache-2.0", "GPL-3.0-only");
        assertThat(ids("Apache-2.0 AND MIT", null)).containsExactly("Apache-2.0 AND MIT");
        assertThat(ids("(Apache-2.0 OR MIT) AND GPL-3.0-only", null))
                .containsExactly("\"(Apache-2.0 OR MIT) AND GPL-3.0-only\"");
        assertThat(ids("Apache-2.0 OR Something", null)).containsExactly("\"Apache-2.0 OR Something\"");
    }

    @Test
    void aDeniedLicenceIsRefusedInOldAndNewSpelling() {
        assertThat(refusal("GPL-3.0-only", "GPL-3.0")).contains("is under GPL-3.0, which is denied");
        assertThat(refusal("GPL-3.0-or-later", "GPL-3.0+")).isPresent();
        assertThat(refusal("AGPL-3.0", "AGPL-3.0-only")).isPresent();
        assertThat(refusal("agpl-*", "GNU Affero General Public License v3.0")).isPresent();
        assertThat(refusal("GPL-2.0-only", "GPL2 w/ CPE")).isEmpty();
        assertThat(refusal("GPL-3.0-only", "The MIT License")).isEmpty();
        assertThat(refusal("LGPL-*", "GPL-3.0-only")).isEmpty();
    }

    @Test
    void aChoiceOfOneThatIsNotDeniedIsEnough() {
        assertThat(refusal("GPL-2.0-only", "GPL-2.0-only", "EPL-2.0")).isEmpty();
        assertThat(refusal("GPL-2.0-only,EPL-2.0", "GPL-2.0-only", "EPL-2.0"))
                .contains("is under GPL-2.0-only or EPL-2.0, which is denied");
        assertThat(refusal("GPL-2.0-only", "GPL-2.0-only AND MIT")).isPresent();
    }

    /** It might be one that is denied, under another name. */
    @Test
    void whatIsNotKnownIsNotLetPass() {
        assertThat(refusal("AGPL-3.0-only", "Some Affero thing"))
                .contains("is under \"Some Affero thing\", which no SPDX identifier is known for");
        assertThat(refusal("AGPL-3.0-only")).contains("declares no licence (NOASSERTION)");
        assertThat(LicencePolicy.of(List.of(), List.of()).refusal(List.of())).isEmpty();
    }

    @Test
    void whatTheProjectKnowsOfAJarCounts() {
        LicencePolicy policy = LicencePolicy.of(
                List.of("AGPL-*"), List.of(" org.example:odd=BSD-2-Clause", "org.example:own=LicenseRef-Own"));
        assertThat(policy.refusal(policy.of("org.example:odd", List::of))).isEmpty();
        assertThat(policy.of("org.example:own", List::of).get(0).id()).isEmpty();
        assertThat(policy.refusal(policy.of("org.example:own", List::of))).isEmpty();
        assertThat(policy.refusal(policy.of("org.example:other", List::of))).isPresent();
    }

    /** A word that is no licence would deny nothing, and say nothing. */
    @Test
    void aParameterThatWouldDoNothingIsRefused() {
        for (String denied : List.of("APGL-3.0-only", "GPL", "GNU-*", "GPL-3.0 only")) {
            assertThatThrownBy(() -> LicencePolicy.of(List.of(denied), List.of()))
                    .hasMessage("cfa.deniedLicences has \"" + denied
                            + "\", which is no licence of SPDX's list; expected such as AGPL-3.0-only or AGPL-*. Next: look it"
                            + " up at spdx.org/licenses");
        }
        for (String known : List.of("a:b", "a=MIT", "a:b=", "a:b=Mit", "a:b:c=MIT", "a:b=MIT=x")) {
            assertThatThrownBy(() -> LicencePolicy.of(List.of(), List.of(known)))
                    .hasMessageStartingWith("cfa.knownLicences has \"" + known + "\"; expected group:artifact=");
        }
    }
}
