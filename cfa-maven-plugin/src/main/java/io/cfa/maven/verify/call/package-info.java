/**
 * Reads of the domain, asked as a service asks them: with a token, through whoever routes.
 *
 * <p>May import {@code verify.http}, {@code host} and what that stands on.
 */
package io.cfa.maven.verify.call;
