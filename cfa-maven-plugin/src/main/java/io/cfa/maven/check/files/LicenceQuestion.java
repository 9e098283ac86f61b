package io.cfa.maven.check.files;

import java.nio.file.Path;
import java.util.List;

/** Which jars of the services may not be shipped. */
@FunctionalInterface
public interface LicenceQuestion {

    /**
     * A jar that may not.
     *
     * @param pom    the module that asks for it, itself or by another jar
     * @param direct the dependency of that module that brings it, {@code group:artifact}
     * @param jar    with its version
     * @param reason such as {@code is under GPL-3.0-only, which is denied}
     */
    record DeniedJar(Path pom, String direct, String jar, String reason) {}

    /** Each of them once for each module that asks for it. */
    List<DeniedJar> denied();
}
