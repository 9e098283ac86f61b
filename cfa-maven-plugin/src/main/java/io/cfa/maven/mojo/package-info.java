/**
 * One thin class for each goal: parameters, request, engine, exceptions.
 *
 * <p>The only package that knows Maven; may import all others of ours, and none of them may import it.
 */
package io.cfa.maven.mojo;
