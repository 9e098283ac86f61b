/**
 * What a release is made of: the bills of materials of its services, the licences of their jars, and the one document of them all.
 *
 * <p>May import nothing of ours; the only package that knows the library of CycloneDX.
 */
package io.cfa.maven.sbom;
