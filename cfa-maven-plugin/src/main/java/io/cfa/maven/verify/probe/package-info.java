/**
 * Each judges one thing of what was observed: containers, stability, digests, drift, dependencies, pages.
 *
 * <p>May import {@code verify.http}, {@code host} and what that may.
 */
package io.cfa.maven.verify.probe;
