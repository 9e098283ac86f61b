package io.cfa.maven.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cyclonedx.util.LicenseResolver;

/** The identifiers of SPDX's list of licences, of the version that the library of CycloneDX has. */
final class SpdxIdentifiers {

    /** What stands before an identifier that is a project's own. */
    static final String OWN = "LicenseRef-";

    private static final Supplier<Set<String>> ALL = Suppliers.memoize(SpdxIdentifiers::read);

    private SpdxIdentifiers() {}

    /** All of them. */
    static Set<String> all() {
        return ALL.get();
    }

    /** Whether a text is one, or one of a project's own. */
    static boolean isOne(String id) {
        return id.matches(OWN + "[A-Za-z0-9.-]+") || all().contains(id);
    }

    private static Set<String> read() {
        Set<String> ids = new TreeSet<>();
        try (InputStream list = LicenseResolver.class.getResourceAsStream("/licenses/licenses.json")) {
            for (JsonNode licence : new ObjectMapper().readTree(list).path("licenses")) {
                ids.add(licence.path("licenseId").asText());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the list of the library cannot be read", e);
        }
        return Collections.unmodifiableSet(ids);
    }
}
