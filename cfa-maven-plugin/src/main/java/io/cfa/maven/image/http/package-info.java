/**
 * Requests and answers, one at a time, as they travel: bounded, timed, through a proxy where there is one; knows nothing of registries but how
 * they say why they refuse.
 *
 * <p>Imports none of ours.
 */
package io.cfa.maven.image.http;
