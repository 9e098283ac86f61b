/**
 * Pages that services answer with, asked for from here and from the host itself.
 *
 * <p>May import {@code remote} and {@code model}.
 */
package io.cfa.maven.verify.http;
