package io.cfa.maven.sbom;

import java.util.List;
import java.util.Optional;

/**
 * A licence as a POM declares it.
 *
 * @param name its words
 * @param ids  the SPDX identifiers that the words stand for, all of which hold; empty where that is not known
 */
public record Licence(String name, List<String> ids) {

    /** SPDX's word for a licence that nobody has said. */
    public static final String NONE = "NOASSERTION";

    /** Of what a project has written itself, and put under no licence. */
    public static Licence own(String project) {
        String id = SpdxIdentifiers.OWN + project.replaceAll("[^A-Za-z0-9.-]", "-");
        return new Licence(id, List.of(id));
    }

    /** The one identifier of SPDX's list, where there is one. */
    public Optional<String> id() {
        return ids.size() == 1 && !ids.get(0).startsWith(SpdxIdentifiers.OWN)
                ? Optional.of(ids.get(0))
                : Optional.empty();
    }

    /** Its identifiers, or its words where those are not known. */
    @Override
    public String toString() {
        return ids.isEmpty() ? "\"" + name + "\"" : String.join(" AND ", ids);
    }
}
